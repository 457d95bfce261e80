"""``crossread serve``: a dossier in the browser."""

import click

from crossread.cli.dossier.common import by, opened, spoken_by, where
from crossread.errors import OptionError


@click.command(short_help="Show a dossier in the browser, on this machine only.")
@where
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8321,
    metavar="N",
    help="The port; 0 takes a free one.  [default: 8321]",
)
@by
@click.option(
    "--log-format",
    type=click.Choice(["text", "json"]),
    help="Tell of every request on standard error, a line for each.  [default: only of what goes wrong]",
)
def serve(where: str, port: int, by: str | None, log_format: str | None) -> None:
    """Show a dossier in the browser, at 127.0.0.1: nothing leaves this machine, nobody else gets in.

    The same is there as JSON under /api/v1. Ctrl-C ends it.

    \b
    Examples:
      crossread serve talks.db
      crossread serve talks.db --port 9000
    """
    try:
        from crossread.serve import make_app
        from crossread.serve.access.logs import set_up
        from crossread.serve.run import HOST, bound
        from crossread.serve.run import serve as answer
    except ModuleNotFoundError as error:
        raise OptionError(
            f"The page needs a package that is not installed: {error.name}.",
            remedy="Install it: pip install 'crossread[serve]'",
        ) from error
    set_up(log_format or "text", requests=log_format is not None)
    with opened(where) as dossier, bound(port) as at:
        click.echo(f"http://{HOST}:{at.getsockname()[1]}/  (Ctrl-C ends it)")
        answer(make_app(dossier, by=spoken_by(by)), at)
