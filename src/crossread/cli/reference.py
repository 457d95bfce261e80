"""The command reference, made from the commands themselves: ``python -m crossread.cli.reference``."""

from collections.abc import Iterator
from typing import Any

import click

from crossread.cli import main

_HEAD = """# Commands

<!-- Made by `python -m crossread.cli.reference`; a test fails where it is not what the commands say. -->
"""
_WIDTH: dict[str, Any] = {"terminal_width": 100, "max_content_width": 100}


def reference() -> str:
    """``docs/commands.md``: the help of every command, in Markdown."""
    context = click.Context(main, info_name="crossread", **_WIDTH, **main.context_settings)
    return "\n".join([_HEAD, *_sections("crossread", main, context)])


def _sections(name: str, command: click.Command, context: click.Context) -> Iterator[str]:
    """The section of a command, then those of the commands that it groups."""
    yield _section(name, command, context)
    if isinstance(command, click.Group):
        for inner in command.list_commands(context):
            found = command.commands[inner]
            yield from _sections(
                f"{name} {inner}", found, click.Context(found, info_name=inner, parent=context, **_WIDTH)
            )


def _section(name: str, command: click.Command, context: click.Context) -> str:
    help_text = "\n".join(line.rstrip() for line in command.get_help(context).splitlines())
    return f"## {name}\n\n```text\n{help_text}\n```\n"


if __name__ == "__main__":
    click.echo(reference(), nl=False)
