"""People who work in one dossier: their roles, tokens and sessions, and the log of what they did."""

from crossread.dossier.people.audit import Entry, Trail
from crossread.dossier.people.sessions import Lifetime, Sessions
from crossread.dossier.people.users import Person, Role, Users

__all__ = ["Entry", "Lifetime", "Person", "Role", "Sessions", "Trail", "Users"]
