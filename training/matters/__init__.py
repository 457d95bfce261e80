"""Weights of the model that says whether two units speak to one matter."""
