"""A door: finds the files that were named, and reads them in bounded memory."""

from crossread.inputs.find import Found, InputOptions, find

__all__ = ["Found", "InputOptions", "find"]
