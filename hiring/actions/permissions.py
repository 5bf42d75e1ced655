"""Who may do what to whose: the one table, and the one function that enforces it.

Every action calls `require` first. A thing of another organisation or another person's interview is not found rather than
forbidden, so that an id tells nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from hiring.errors import Forbidden, NotFound


class Role(StrEnum):
    ADMINISTRATOR = "administrator"
    RECRUITER = "recruiter"
    INTERVIEWER = "interviewer"
    HIRING_MANAGER = "hiring_manager"
    EXTERNAL = "external"
    """Somebody from outside, who scores one interview through a personal link and has no password."""


class Scope(StrEnum):
    """Whose things a role may reach with a permission."""

    ALL = "all"
    OWN_EMPLOYER = "own employer"
    OWN_PANEL = "own panel"
    SELF = "self"


class Permission(StrEnum):
    MANAGE_ACCOUNTS = "manage accounts"
    READ_AUDIT = "read audit"
    CHANGE_OWN_ACCOUNT = "change own account"
    CHOOSE_OWN_LANGUAGE = "choose own language"
    READ_RUBRICS = "read rubrics"
    READ_EMPLOYERS = "read employers"
    MANAGE_EMPLOYERS = "manage employers"
    READ_POSITIONS = "read positions"
    MANAGE_POSITIONS = "manage positions"
    APPROVE_PROFILES = "approve profiles"
    COMMENT_PROFILES = "comment on profiles"
    READ_CANDIDATES = "read candidates"
    MANAGE_CANDIDATES = "manage candidates"
    READ_APPLICATIONS = "read applications"
    MANAGE_APPLICATIONS = "manage applications"
    READ_INTERVIEWS = "read interviews"
    MANAGE_INTERVIEWS = "manage interviews"
    SCORE_INTERVIEW = "score interview"
    READ_DEBRIEFS = "read debriefs"
    SETTLE_RATINGS = "settle ratings"
    DECIDE = "decide"
    READ_COMPARISONS = "read comparisons"
    MAKE_DOCUMENTS = "make documents"
    READ_DOCUMENTS = "read documents"
    MAKE_BRIEFS = "make briefs"
    MEASURE_RATINGS = "measure ratings"
    READ_OWN_RATINGS = "read own ratings"
    MANAGE_CALIBRATION = "manage calibration"
    SCORE_CALIBRATION = "score calibration"
    RECORD_GROUPS = "record groups"
    READ_SELECTION_FAIRNESS = "read selection fairness"


_A, _R, _I, _H = Role.ADMINISTRATOR, Role.RECRUITER, Role.INTERVIEWER, Role.HIRING_MANAGER
_X = Role.EXTERNAL
_P, _S = Permission, Scope

TABLE: Mapping[Permission, Mapping[Role, Scope]] = {
    _P.MANAGE_ACCOUNTS: {_A: _S.ALL},
    _P.READ_AUDIT: {_A: _S.ALL},
    _P.CHANGE_OWN_ACCOUNT: {_A: _S.SELF, _R: _S.SELF, _I: _S.SELF, _H: _S.SELF},
    _P.CHOOSE_OWN_LANGUAGE: {_A: _S.SELF, _R: _S.SELF, _I: _S.SELF, _H: _S.SELF, _X: _S.SELF},
    _P.READ_RUBRICS: {_A: _S.ALL, _R: _S.ALL, _I: _S.ALL, _H: _S.ALL},
    _P.READ_EMPLOYERS: {_A: _S.ALL, _R: _S.ALL, _H: _S.OWN_EMPLOYER},
    _P.MANAGE_EMPLOYERS: {_A: _S.ALL, _R: _S.ALL},
    _P.READ_POSITIONS: {_A: _S.ALL, _R: _S.ALL, _H: _S.OWN_EMPLOYER},
    _P.MANAGE_POSITIONS: {_A: _S.ALL, _R: _S.ALL, _H: _S.OWN_EMPLOYER},
    _P.APPROVE_PROFILES: {_A: _S.ALL, _R: _S.ALL, _H: _S.OWN_EMPLOYER},
    _P.COMMENT_PROFILES: {_A: _S.ALL, _R: _S.ALL, _H: _S.OWN_EMPLOYER},
    _P.READ_CANDIDATES: {_A: _S.ALL, _R: _S.ALL},
    _P.MANAGE_CANDIDATES: {_A: _S.ALL, _R: _S.ALL},
    _P.READ_APPLICATIONS: {_A: _S.ALL, _R: _S.ALL, _H: _S.OWN_EMPLOYER},
    _P.MANAGE_APPLICATIONS: {_A: _S.ALL, _R: _S.ALL},
    _P.READ_INTERVIEWS: {_A: _S.ALL, _R: _S.ALL, _I: _S.OWN_PANEL, _H: _S.OWN_PANEL, _X: _S.OWN_PANEL},
    _P.MANAGE_INTERVIEWS: {_A: _S.ALL, _R: _S.ALL},
    _P.SCORE_INTERVIEW: {_A: _S.OWN_PANEL, _R: _S.OWN_PANEL, _I: _S.OWN_PANEL, _H: _S.OWN_PANEL, _X: _S.OWN_PANEL},
    _P.READ_DEBRIEFS: {_A: _S.ALL, _R: _S.ALL, _I: _S.OWN_PANEL, _H: _S.OWN_EMPLOYER},
    _P.SETTLE_RATINGS: {_A: _S.ALL, _R: _S.ALL, _H: _S.OWN_EMPLOYER},
    _P.DECIDE: {_A: _S.ALL, _R: _S.ALL, _H: _S.OWN_EMPLOYER},
    _P.READ_COMPARISONS: {_A: _S.ALL, _R: _S.ALL, _H: _S.OWN_EMPLOYER},
    _P.MAKE_DOCUMENTS: {_A: _S.ALL, _R: _S.ALL},
    _P.READ_DOCUMENTS: {_A: _S.ALL, _R: _S.ALL, _H: _S.OWN_EMPLOYER},
    _P.MAKE_BRIEFS: {_A: _S.ALL, _R: _S.ALL, _H: _S.OWN_EMPLOYER},
    _P.MEASURE_RATINGS: {_A: _S.ALL, _R: _S.ALL},
    _P.READ_OWN_RATINGS: {_A: _S.SELF, _R: _S.SELF, _I: _S.SELF},
    _P.MANAGE_CALIBRATION: {_A: _S.ALL, _R: _S.ALL},
    _P.SCORE_CALIBRATION: {_A: _S.SELF, _R: _S.SELF, _I: _S.SELF, _H: _S.SELF},
    _P.RECORD_GROUPS: {_A: _S.ALL},
    _P.READ_SELECTION_FAIRNESS: {_A: _S.ALL},
}


@dataclass(frozen=True, slots=True)
class Actor:
    """The signed-in person an action is done for."""

    account_id: int
    role: Role
    employer_id: int | None = None
    name: str = ""
    only_interview: int | None = None
    """The one interview that a personal link opens; None for whoever signed in."""


def allowed(actor: Actor, permission: Permission) -> Scope | None:
    return TABLE[permission].get(actor.role)


def require(actor: Actor, permission: Permission) -> Scope:
    """The scope in which the actor has the permission. Raises Forbidden when the role has it nowhere."""
    scope = allowed(actor, permission)
    if scope is None:
        raise Forbidden(permission)
    return scope


def require_employer(actor: Actor, permission: Permission, *, employer_id: int, kind: str, identity: object) -> None:
    """As `require`; raises NotFound for a thing of an employer outside the actor's scope."""
    if require(actor, permission) is Scope.OWN_EMPLOYER and actor.employer_id != employer_id:
        raise NotFound(kind, identity)


def employer_scope(actor: Actor, permission: Permission) -> int | None:
    """As `require`, for lists: the only employer whose things the actor reaches (0: none's), or None for everybody's."""
    return (actor.employer_id or 0) if require(actor, permission) is Scope.OWN_EMPLOYER else None


def require_panel(actor: Actor, permission: Permission, *, panel: tuple[int, ...], identity: object) -> None:
    """As `require`; raises NotFound for an interview whose panel the actor does not sit on, where that is asked."""
    elsewhere = actor.only_interview is not None and actor.only_interview != identity
    if require(actor, permission) is Scope.OWN_PANEL and (actor.account_id not in panel or elsewhere):
        raise NotFound("interview", identity)
