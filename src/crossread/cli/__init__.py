"""The command line: ``crossread compare``, ``read``, ``explain`` and the others; a file for each.

Nothing heavy is imported here, so that ``--help`` answers at once: a command
imports the stages when it runs.
"""

import io
import sys
from typing import Any

import click

from crossread.__about__ import __version__
from crossread.cli.compare import compare
from crossread.cli.corpus import corpus
from crossread.cli.dossier import dossier
from crossread.cli.encounters import encounters
from crossread.cli.explain import explain
from crossread.cli.judge import judge
from crossread.cli.read import read
from crossread.cli.serve import serve
from crossread.errors import CrossreadError, InputError, JudgementError, OptionError, ReportError

_USAGE = (InputError, JudgementError, OptionError, ReportError)
INTERRUPTED = 130  # 128 + SIGINT, as shells have it

_EPILOG = """\b
Exit status:
  0  everything was read
  1  the run failed
  2  a command was not understood, or nothing could be read
  3  done, but some inputs were skipped (duplicates and our own reports do not count)
"""


class _Shown(click.ClickException):
    """An error of crossread: its message and what to do about it, on standard error."""

    def format_message(self) -> str:
        from crossread.stages.report.shown import harmless

        return harmless(self.message)


class _Usage(_Shown):
    """One that the user can mend by asking for something else."""

    exit_code = 2


class _Group(click.Group):
    """Turns errors of crossread into messages, and an interrupt into a quiet end."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except CrossreadError as error:
            raise (_Usage if isinstance(error, _USAGE) else _Shown)(str(error)) from error
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)


@click.group(cls=_Group, epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="crossread")
def main() -> None:
    """Read many reports of the same events against each other.

    \b
    Examples:
      crossread compare examples/readouts/texts
      crossread compare examples/readouts/texts --html report.html --json report.json
      crossread explain 1
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that cannot show a character gets "?" rather than a traceback.
            stream.reconfigure(errors="replace")


main.add_command(compare)
main.add_command(read)
main.add_command(explain)
main.add_command(judge)
main.add_command(dossier)
main.add_command(encounters)
main.add_command(serve)
main.add_command(corpus)
