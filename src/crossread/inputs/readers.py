"""Another reader than the shipped one: a folder, or an id on the model hub, which is then fetched.

The hub is asked only where somebody names an id (``owner/name`` or
``owner/name@revision``) and no folder of that name lies here. What is fetched
are the four files of a reader, data and no code; the hub's own library keeps
them, checks them, and works offline from what it keeps.
"""

import re
from pathlib import Path
from typing import Final

from crossread.errors import ModelError, OptionError

FILES: Final = ("reader.onnx", "roles.onnx", "tokenizer.json", "card.md")
_ID: Final = re.compile(r"(?P<id>\w[\w.-]*/\w[\w.-]*)(?:@(?P<revision>[\w./-]+))?")
_HELP: Final = "docs/other-readers.md says what it must hold and how to make it."


def reader_folder(name: str) -> Path:
    """The folder of the reader ``name``.

    Raises OptionError where ``name`` is neither a folder nor an id of the hub, or
    the hub's library is not installed; ModelError where the hub does not give it.
    """
    folder = Path(name).expanduser()
    if folder.is_dir():
        return folder
    found = _ID.fullmatch(name)
    if folder.exists() or not found:
        raise OptionError(
            f"There is no folder {name} with a reader.",
            remedy=f"Name a folder, or an id of the model hub like owner/name. {_HELP}",
        )
    return _fetch(name, found["id"], found["revision"])


def _fetch(name: str, repository: str, revision: str | None) -> Path:
    try:
        from huggingface_hub import snapshot_download
        from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError, RepositoryNotFoundError
    except ImportError as error:
        raise OptionError(
            f"There is no folder {name} here, and the library that fetches from the model hub is missing.",
            remedy="pip install 'crossread[hub]'",
        ) from error
    try:
        return Path(snapshot_download(repository, revision=revision, allow_patterns=list(FILES)))
    except HFValidationError as error:
        raise OptionError(
            f"{name} is neither a folder here nor an id of the model hub.", remedy=_HELP
        ) from error
    except RepositoryNotFoundError as error:
        raise ModelError(
            f"There is no folder {name} here, and the model hub shows no repository {repository}.",
            remedy="Look at how it is written; a private one asks for a login (`hf auth login`).",
        ) from error
    except LocalEntryNotFoundError as error:
        raise ModelError(
            f"There is no folder {name} here, and the model hub cannot be reached for it.",
            remedy="Fetch it once where there is a network (it is kept), or copy its files to a folder.",
        ) from error
    except Exception as error:  # its HTTP client's and the file system's
        raise ModelError(
            f"The reader {name} could not be fetched: {error}",
            remedy="Copy its files to a folder and name that.",
        ) from error
