"""The table of permissions, and the functions that enforce it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from hiring.actions import permissions
from hiring.actions.permissions import (
    TABLE,
    Actor,
    Permission,
    Role,
    Scope,
    employer_scope,
    require,
    require_employer,
    require_panel,
)
from hiring.errors import Forbidden, NotFound

ACTIONS = Path(permissions.__file__).parent
OPEN = {
    "authenticate",
    "find_account",
    "find_guest",
    "find_invitation",
    "open_invitation",
    "due_letters",
    "take_letter",
    "note_sent",
    "note_failed",
    "create_first_administrator",
    "import_rubric",
    "fact_fields",
    "recompute_summaries",
    "record",
}
"""What is done before anybody is signed in, or by the system itself."""


def test_every_permission_has_its_row_and_nothing_else_has() -> None:
    assert set(TABLE) == set(Permission)
    assert all(scopes for scopes in TABLE.values())


@pytest.mark.parametrize("permission", list(Permission))
@pytest.mark.parametrize("role", list(Role))
def test_a_role_has_what_the_table_says(permission: Permission, role: Role) -> None:
    actor = Actor(1, role, 7)
    scope = TABLE[permission].get(role)
    if scope is None:
        with pytest.raises(Forbidden) as error:
            require(actor, permission)
        assert error.value.permission == permission
    else:
        assert require(actor, permission) is scope


def test_things_of_another_employer_are_not_found() -> None:
    manager, permission = Actor(1, Role.HIRING_MANAGER, 7), Permission.READ_POSITIONS
    require_employer(manager, permission, employer_id=7, kind="position", identity=1)
    with pytest.raises(NotFound):
        require_employer(manager, permission, employer_id=8, kind="position", identity=1)
    require_employer(Actor(2, Role.RECRUITER), permission, employer_id=8, kind="position", identity=1)


def test_lists_are_limited_in_the_same_way() -> None:
    assert employer_scope(Actor(1, Role.HIRING_MANAGER, 7), Permission.READ_POSITIONS) == 7
    assert employer_scope(Actor(1, Role.HIRING_MANAGER, None), Permission.READ_POSITIONS) == 0
    assert employer_scope(Actor(1, Role.RECRUITER), Permission.READ_POSITIONS) is None


def test_a_panel_is_for_those_who_sit_on_it() -> None:
    require_panel(Actor(3, Role.INTERVIEWER), Permission.SCORE_INTERVIEW, panel=(3, 4), identity=1)
    with pytest.raises(NotFound):
        require_panel(Actor(5, Role.ADMINISTRATOR), Permission.SCORE_INTERVIEW, panel=(3, 4), identity=1)
    assert TABLE[Permission.SCORE_INTERVIEW] == dict.fromkeys(Role, Scope.OWN_PANEL)


@pytest.mark.parametrize("path", sorted(ACTIONS.glob("*.py")), ids=lambda path: path.stem)
def test_whatever_a_page_may_call_asks_for_an_actor(path: Path) -> None:
    """A public function that takes a session either takes the actor too or is inner work that takes an id for granted."""
    inner = {"read_position", "read_positions", "load_rubrics", "newest_rubrics", "place_subjects", "refresh_summaries"}
    inner |= {"mint_token", "read_corrections", "reveal_when_due", "reveal_due_of_position", "write_pieces"}
    inner |= {
        "find_dimension",
        "rating_error_of",
        "measured_errors",
        "gather_dossiers",
        "hold",
        "read_held_position",
        "read_intake",
    }
    inner |= {"list_interviews_of", "lock_application_of", "list_documents_of", "move_when_planned"}
    inner |= {"study_ratings", "keep_study", "rubrics_to_measure", "read_subject"}
    without_actor = []
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
            continue
        names = [argument.arg for argument in [*node.args.args, *node.args.kwonlyargs]]
        if "session" in names and "actor" not in names and node.name not in OPEN | inner:
            without_actor.append(node.name)
    assert without_actor == []
