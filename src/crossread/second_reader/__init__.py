"""A door: asks a language model at an OpenAI-compatible endpoint about pairs that the verdict leaves unsure.

Never by default. It chooses one word from a closed choice for passages that
crossread located; whatever else it says is dropped and counted.
"""

from crossread.second_reader.endpoint import KEY_VARIABLE, Endpoint
from crossread.second_reader.reader import ChatReader

__all__ = ["KEY_VARIABLE", "ChatReader", "Endpoint"]
