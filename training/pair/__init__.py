"""Training of the pair model: prepare, train, average, export, evaluate."""
