"""read: claims with their voices, and names, from one article.

One pass of one encoder tags sources, cues and contents and links them; rules
over punctuation and a table of cues do the rest; contents are read again as
texts of their own, which finds voices within voices.
"""

from crossread.read.nested import Policy
from crossread.read.stage import read

__all__ = ["Policy", "read"]
