"""Who gets in, how much, and what is told of it: between the network and the application."""
