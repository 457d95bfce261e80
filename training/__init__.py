"""How the shipped models are made. Not part of the package; see README.md."""
