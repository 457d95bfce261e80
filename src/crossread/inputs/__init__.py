"""A door: finds the files that were named, and reads them in bounded memory."""

from crossread.inputs.find import Found, InputOptions, find, listed
from crossread.inputs.judgements import judgements_beside, read_judgements
from crossread.inputs.readers import reader_folder

__all__ = ["Found", "InputOptions", "find", "judgements_beside", "listed", "read_judgements", "reader_folder"]
