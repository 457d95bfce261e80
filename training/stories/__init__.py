"""Weights of the model that says whether two units of a stream report one story."""
