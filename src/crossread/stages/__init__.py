"""The stages, in the order of the data: ingest, clean, read, resolve, group, compare, report.

Each is pure: it imports records, errors and the models' interface; no other
stage, no file, no network.
"""
