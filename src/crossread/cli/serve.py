"""``crossread serve``: a dossier in the browser, for oneself or for a team."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from crossread.cli.dossier.common import by, opened, spoken_by, where
from crossread.errors import OptionError

if TYPE_CHECKING:
    from crossread.dossier import Dossier

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(short_help="Show a dossier in the browser, to yourself or to a team.")
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
    "--host",
    default="127.0.0.1",
    metavar="ADDRESS",
    help="Where to listen. Beyond this machine only users get in.  [default: 127.0.0.1]",
)
@click.option(
    "--allow-host",
    "names",
    multiple=True,
    metavar="NAME",
    help="A name that browsers know the server by; may be repeated. Only users get in.",
)
@click.option("--users", "users_only", is_flag=True, help="Let in users only, on this machine, too.")
@click.option("--tls-cert", type=_FILE, metavar="FILE", help="Encrypt with this certificate (PEM).")
@click.option("--tls-key", type=_FILE, metavar="FILE", help="The key of the certificate (PEM).")
@click.option(
    "--proxy",
    metavar="ADDRESS",
    help="Take the word of the proxy at this address on who asks and whether it is encrypted.",
)
@click.option(
    "--log-format",
    type=click.Choice(["text", "json"]),
    help="Tell of every request on standard error, a line for each.  [default: only of what goes wrong]",
)
def serve(where: str, port: int, by: str | None, log_format: str | None, **line: Any) -> None:
    """Show a dossier in the browser, at 127.0.0.1: nothing leaves this machine, nobody else gets in.

    The same is there as JSON under /api/v1. Ctrl-C ends it. With --host, --allow-host or --proxy it is for a
    team: users sign in with the tokens of `crossread dossier users add`.

    \b
    Examples:
      crossread serve talks.db
      crossread serve talks.db --port 9000
      crossread serve talks.db --host 0.0.0.0 --allow-host dossier.example.org
    """
    try:
        from crossread.serve import make_app
        from crossread.serve.access.logs import set_up
        from crossread.serve.access.team import Team
        from crossread.serve.guard import LOOPBACK
        from crossread.serve.run import Line, bound
        from crossread.serve.run import serve as answer
    except ModuleNotFoundError as error:
        raise OptionError(
            f"The page needs a package that is not installed: {error.name}.",
            remedy="Install it: pip install 'crossread[serve]'",
        ) from error
    reach = _reach(**line)
    set_up(log_format or "text", requests=log_format is not None)
    with opened(where) as dossier:
        team = Team() if reach.team else None
        if team:
            _check_owner(dossier, where)
        names = LOOPBACK | {_bracketed(name.lower()) for name in reach.names}
        with bound(port, reach.host) as at:
            click.echo(f"{reach.url(at.getsockname()[1])}  (Ctrl-C ends it)")
            if reach.team and not reach.encrypted:
                click.echo(_UNENCRYPTED, err=True)
            app = make_app(dossier, by=spoken_by(by), hosts=names, team=team)
            answer(app, at, Line(certificate=reach.certificate, key=reach.key, proxy=reach.proxy))


_UNENCRYPTED = (
    "Warning: what goes over the network is not encrypted: who listens can read the dossier and take tokens"
    " and sessions. Use --tls-cert and --tls-key, or a proxy that encrypts, named with --proxy."
)


@dataclass(frozen=True, slots=True)
class _Reach:
    """Where the server can be reached, and by whom."""

    host: str
    names: tuple[str, ...]
    team: bool
    encrypted: bool  # or beyond nobody's reach
    certificate: Path | None
    key: Path | None
    proxy: str | None

    def url(self, port: int) -> str:
        """An address to open."""
        name = self.names[0] if self.names else self.host
        return f"{'https' if self.certificate else 'http'}://{_bracketed(name)}:{port}/"


def _reach(
    host: str, names: tuple[str, ...], users_only: bool, tls_cert: Path | None, tls_key: Path | None,
    proxy: str | None,
) -> _Reach:  # fmt: skip
    """What the options say; raises OptionError where they do not go together."""
    from crossread.serve.run import is_loopback

    if (tls_cert is None) != (tls_key is None):
        raise OptionError(
            "A certificate and its key go together.", remedy="Give both --tls-cert and --tls-key."
        )
    everywhere = host in ("0.0.0.0", "::", "")  # noqa: S104 - what is asked for
    if everywhere and not names:
        raise OptionError(
            f"At {host or 'every address'} the server does not know what browsers call it.",
            remedy="Name it with --allow-host, as in the address that users will open.",
        )
    beyond = not is_loopback(host)
    if beyond and not everywhere:
        names = (*names, host)
    return _Reach(
        host=host,
        names=names,
        team=beyond or bool(names) or proxy is not None or users_only,
        encrypted=tls_cert is not None or proxy is not None or not (beyond or names),
        certificate=tls_cert,
        key=tls_key,
        proxy=proxy,
    )


def _check_owner(dossier: "Dossier", where: str) -> None:
    """Refuse to show a dossier to others that nobody is answerable for."""
    if not dossier.users.has_owner():
        raise OptionError(
            "Others could reach the dossier, so it lets in users only, and has no owner among them.",
            remedy=f"Add one: crossread dossier users add {where} NAME --role owner",
        )


def _bracketed(name: str) -> str:
    """A name as it stands in an address.

    >>> _bracketed("2001:db8::1"), _bracketed("dossier.example.org")
    ('[2001:db8::1]', 'dossier.example.org')
    """
    return f"[{name}]" if ":" in name and not name.startswith("[") else name
