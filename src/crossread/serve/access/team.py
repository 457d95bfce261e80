"""What makes an application one for a team: users, sessions, the gate, limits, the log of deeds."""

from dataclasses import dataclass, field

from fastapi import FastAPI

from crossread.dossier.facade import Dossier
from crossread.dossier.people import Lifetime, Sessions
from crossread.serve.access import deeds, login, users
from crossread.serve.access.deeds import Deeds
from crossread.serve.access.gate import Gate
from crossread.serve.access.limits import FewFailures, FewWrites, Rates


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """How an application for users behaves: what they may do how often, how long their sessions last."""

    rates: Rates = field(default_factory=Rates)
    lifetime: Lifetime = field(default_factory=Lifetime)


def let_in_users_only(app: FastAPI, dossier: Dossier, team: Team) -> None:
    """Add the login and the pages of owners, and put the gate before everything that was added so far."""
    app.state.lifetime = team.lifetime
    app.state.sessions = sessions = Sessions(dossier.database, team.lifetime)
    app.include_router(login.router)
    app.include_router(deeds.router)
    app.include_router(users.router)
    # The last one stands before all others.
    app.add_middleware(Deeds, trail=dossier.trail)
    app.add_middleware(FewWrites, rates=team.rates)
    app.add_middleware(Gate, users=dossier.users, sessions=sessions, trail=dossier.trail)
    app.add_middleware(FewFailures, rates=team.rates)
