"""Training the reader: arrays, network, runs, labels by an ensemble, and a student of it."""
