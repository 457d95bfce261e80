"""read: claims with their voices, and names, from one article.

One pass of one encoder tags sources, cues and contents and links them; rules
over punctuation and a table of cues do the rest; contents are read again as
texts of their own, which finds voices within voices.
"""

from crossread.stages.read.stage import read
from crossread.stages.read.worth import Policy

__all__ = ["Policy", "read"]
