"""The command reference, made from the commands themselves: ``python -m crossread.cli.reference``."""

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
    parts = [_HEAD, _section("crossread", main, context)]
    for name in main.list_commands(context):
        command = main.commands[name]
        inner = click.Context(command, info_name=name, parent=context, **_WIDTH)
        parts.append(_section(f"crossread {name}", command, inner))
    return "\n".join(parts)


def _section(name: str, command: click.Command, context: click.Context) -> str:
    help_text = "\n".join(line.rstrip() for line in command.get_help(context).splitlines())
    return f"## {name}\n\n```text\n{help_text}\n```\n"


if __name__ == "__main__":
    click.echo(reference(), nl=False)
