"""Accounts: signing in, passwords, roles, and that somebody can always administer."""

from __future__ import annotations

import logging
import subprocess
import sys

import pytest
from factories import LATER, NOW, World
from sqlalchemy import select
from sqlalchemy.orm import Session

from hiring.actions.accounts import (
    authenticate,
    change_account,
    change_own_locale,
    change_password,
    create_account,
    create_first_administrator,
    find_account,
    get_account,
    list_accounts,
    reset_password,
)
from hiring.actions.passwords import SHORTEST, check_password, hash_password, make_one_time_password, verify_password
from hiring.actions.permissions import Actor, Role
from hiring.errors import Conflict, Forbidden, Invalid, NotFound
from hiring.storage.tables import AccountRow, AuditRow

GOOD = "корова летает ночью 7"


def codes(error: Invalid) -> list[tuple[str, str]]:
    return [(problem.code, problem.where) for problem in error.problems]


def create(world: World, **changes: object) -> tuple[int, str]:
    values: dict[str, object] = {
        "email": "new@example.org",
        "name": "New Person",
        "role": "recruiter",
        "employer_id": None,
        "locale": "ru",
        **changes,
    }
    return create_account(world.session, actor=world.administrator, now=NOW, **values)  # type: ignore[arg-type]


def change(world: World, account_id: int, **changes: object) -> None:
    account = get_account(world.session, actor=world.administrator, account_id=account_id)
    values: dict[str, object] = {
        "version": account.version,
        "name": account.name,
        "role": account.role,
        "employer_id": account.employer_id,
        "active": account.active,
        **changes,
    }
    change_account(world.session, actor=world.administrator, account_id=account_id, now=LATER, **values)  # type: ignore[arg-type]


class TestSigningIn:
    def test_the_one_time_password_opens_and_must_be_changed(self, world: World) -> None:
        identity, password = create(world, email=" New@Example.ORG ")
        account = authenticate(world.session, email="NEW@example.org", password=password, now=LATER)
        assert (account.id, account.email, account.role, account.locale) == (
            identity,
            "new@example.org",
            Role.RECRUITER,
            "ru",
        )
        assert account.password_expired
        assert account.actor == Actor(identity, Role.RECRUITER, None, "New Person")
        signed_in = find_account(world.session, account_id=identity)
        assert signed_in is not None
        assert (signed_in.signed_in_at, signed_in.version) == (LATER, account.version)

    @pytest.mark.parametrize("email", ["new@example.org", "nobody@example.org", "", "\x00", "x" * 10_000])
    @pytest.mark.parametrize("password", ["wrong", "", "\x00", "\ud800", "x" * 100_000])
    def test_a_wrong_one_says_nothing_about_which(self, world: World, email: str, password: str) -> None:
        create(world)
        with pytest.raises(Invalid) as error:
            authenticate(world.session, email=email, password=password, now=NOW)
        assert codes(error.value) == [("sign_in_wrong", "password")]

    def test_an_account_that_is_off_is_closed(self, world: World) -> None:
        identity, password = create(world)
        before = get_account(world.session, actor=world.administrator, account_id=identity).session_stamp
        change(world, identity, active=False)
        after = get_account(world.session, actor=world.administrator, account_id=identity)
        assert not after.active
        assert after.session_stamp != before
        with pytest.raises(Invalid):
            authenticate(world.session, email="new@example.org", password=password, now=NOW)

    def test_nobody_is_found_by_a_strange_number(self, session: Session) -> None:
        assert [find_account(session, account_id=number) for number in (0, -1, 2**31, 2**63, 10**30)] == [None] * 5


class TestPasswords:
    def test_a_password_is_kept_as_argon2_and_never_logged(self, world: World, caplog: pytest.LogCaptureFixture) -> None:
        with caplog.at_level(logging.DEBUG):
            identity, password = create(world)
            person = Actor(identity, Role.RECRUITER)
            change_password(world.session, actor=person, current=password, new=GOOD, now=NOW)
            authenticate(world.session, email="new@example.org", password=GOOD, now=NOW)
        kept = world.session.scalars(select(AccountRow.password_hash)).all()
        events = [str(row.detail) for row in world.session.scalars(select(AuditRow))]
        assert all(text.startswith("$argon2id$") for text in kept)
        for secret in (password, GOOD):
            assert not any(secret in text for text in [caplog.text, *kept, *events])

    def test_changing_it_ends_other_sessions(self, world: World) -> None:
        identity, password = create(world)
        before = find_account(world.session, account_id=identity)
        change_password(world.session, actor=Actor(identity, Role.RECRUITER), current=password, new=GOOD, now=NOW)
        after = find_account(world.session, account_id=identity)
        assert before is not None
        assert after is not None
        assert not after.password_expired
        assert after.session_stamp != before.session_stamp
        with pytest.raises(Invalid):
            authenticate(world.session, email="new@example.org", password=password, now=NOW)
        assert authenticate(world.session, email="new@example.org", password=GOOD, now=NOW).id == identity

    def test_resetting_gives_a_new_one_time_password(self, world: World) -> None:
        identity, first = create(world)
        second = reset_password(world.session, actor=world.administrator, account_id=identity, now=NOW)
        assert second != first
        assert authenticate(world.session, email="new@example.org", password=second, now=NOW).password_expired

    @pytest.mark.parametrize(
        ("current", "new", "expected"),
        [
            ("wrong", GOOD, [("password_wrong", "current")]),
            (None, "x" * (SHORTEST - 1), [("password_too_short", "new")]),
            (None, "", [("password_too_short", "new")]),
            (None, "aaaaaaaaaaaaaaaa", [("password_too_common", "new")]),
            (None, "Password123456", [("password_too_common", "new")]),
            (None, "new@example.org", [("password_too_common", "new")]),
            (None, "x7" * 600, [("too_long", "new")]),
            ("wrong", "short", [("password_wrong", "current"), ("password_too_short", "new")]),
        ],
    )
    def test_a_bad_new_one_is_refused(
        self, world: World, current: str | None, new: str, expected: list[tuple[str, str]]
    ) -> None:
        identity, password = create(world)
        person = Actor(identity, Role.RECRUITER)
        with pytest.raises(Invalid) as error:
            change_password(world.session, actor=person, current=current or password, new=new, now=NOW)
        assert codes(error.value) == expected

    def test_the_one_time_password_cannot_be_kept(self, world: World) -> None:
        identity, password = create(world)
        with pytest.raises(Invalid) as error:
            change_password(world.session, actor=Actor(identity, Role.RECRUITER), current=password, new=password, now=NOW)
        assert codes(error.value) == [("password_too_common", "new")]

    @pytest.mark.parametrize(
        ("password", "common"),
        [
            ("qwertyqwerty1", True),
            ("йцукенйцукен", True),
            ("парольпароль12", True),
            ("ivanovivanov99", True),
            ("абвгабвгабвг", True),
            (GOOD, False),
            ("my password is a long sentence", False),
            ("Ivanov goes fishing on Sundays", False),
        ],
    )
    def test_what_is_easy_to_guess(self, password: str, common: bool) -> None:
        problems = check_password(password, where="new", about=("ivanov@example.org", "Пётр Ivanov"))
        assert bool(problems) is common

    def test_one_time_passwords_pass_their_own_rule_and_differ(self) -> None:
        made = {make_one_time_password() for _ in range(200)}
        assert len(made) == 200
        assert all(check_password(password, where="new", about=()) == [] for password in made)

    def test_hashing_costs_an_attacker_much(self) -> None:
        """In a process of its own: this one hashes quickly."""
        command = "from hiring.actions.passwords import hash_password; print(hash_password('x'))"
        hashed = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True).stdout
        assert hashed.startswith("$argon2id$v=19$m=65536,t=3,p=4$")

    def test_the_form_of_letters_makes_no_difference(self) -> None:
        assert verify_password("пароль с и\u0306отом", hash_password("пароль с йотом"))
        assert not verify_password("anything", None)


class TestKeepingAccounts:
    def test_accounts_are_listed_by_name_with_employers(self, world: World) -> None:
        change(world, world.account(Role.INTERVIEWER, "Aaron Away").account_id, active=False)
        assert world.manager
        names = [(item.name, item.employer_name) for item in list_accounts(world.session, actor=world.administrator)]
        assert names == [
            ("Ada Admin", None),
            ("Max Manager", "Northern Packaging"),
            ("Rita Recruiter", None),
            ("Aaron Away", None),
        ]

    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            ({"email": "nobody"}, [("email_invalid", "email")]),
            ({"email": "a b@example.org"}, [("email_invalid", "email")]),
            ({"email": "a@example"}, [("email_invalid", "email")]),
            ({"email": "a@" + "b" * 300 + ".org"}, [("email_invalid", "email")]),
            ({"email": "Admin@Example.org"}, [("email_taken", "email")]),
            ({"name": " \u00a0\x00"}, [("name_missing", "name")]),
            ({"name": "x" * 10_000}, [("too_long", "name")]),
            ({"role": "queen"}, [("role_unknown", "role")]),
            ({"role": "hiring_manager"}, [("employer_missing", "employer_id")]),
            ({"role": "hiring_manager", "employer_id": 2**70}, [("employer_missing", "employer_id")]),
            ({"locale": "xx"}, [("locale_unknown", "locale")]),
            (
                {"email": "", "name": "", "role": ""},
                [("email_invalid", "email"), ("name_missing", "name"), ("role_unknown", "role")],
            ),
        ],
    )
    def test_bad_input_is_named_and_nothing_made(
        self, world: World, changes: dict[str, object], expected: list[tuple[str, str]]
    ) -> None:
        assert world.administrator
        with pytest.raises(Invalid) as error:
            create(world, **changes)
        assert codes(error.value) == expected
        assert len(list_accounts(world.session, actor=world.administrator)) == 1

    def test_only_a_hiring_manager_has_an_employer(self, world: World) -> None:
        identity, _ = create(world, role="hiring_manager", employer_id=world.employer_id)
        assert get_account(world.session, actor=world.administrator, account_id=identity).employer_id == world.employer_id
        change(world, identity, role="recruiter")
        assert get_account(world.session, actor=world.administrator, account_id=identity).employer_id is None

    @pytest.mark.parametrize(("changes", "where"), [({"active": False}, "active"), ({"role": "recruiter"}, "role")])
    def test_the_last_administrator_stays(self, world: World, changes: dict[str, object], where: str) -> None:
        with pytest.raises(Invalid) as error:
            change(world, world.administrator.account_id, **changes)
        assert codes(error.value) == [("last_administrator", where)]
        second, _ = create(world, role="administrator")
        change(world, world.administrator.account_id, **changes)
        left = get_account(world.session, actor=Actor(second, Role.ADMINISTRATOR), account_id=second)
        assert left.active

    def test_a_stale_form_is_refused(self, world: World) -> None:
        identity, _ = create(world)
        change(world, identity, name="Renamed")
        with pytest.raises(Conflict) as error:
            change(world, identity, version=1, name="Other")
        assert error.value.code == "stale"

    def test_the_first_administrator_is_made_once(self, session: Session) -> None:
        password = create_first_administrator(session, email="first@example.org", name="First", now=NOW)
        assert password is not None
        assert authenticate(session, email="first@example.org", password=password, now=NOW).role is Role.ADMINISTRATOR
        assert create_first_administrator(session, email="second@example.org", name="Second", now=NOW) is None

    def test_everybody_chooses_an_own_language(self, world: World) -> None:
        change_own_locale(world.session, actor=world.interviewer, locale="en", now=NOW)
        account = find_account(world.session, account_id=world.interviewer.account_id)
        assert account is not None
        assert account.locale == "en"
        with pytest.raises(Invalid):
            change_own_locale(world.session, actor=world.interviewer, locale="xx", now=NOW)

    @pytest.mark.parametrize("who", ["recruiter", "interviewer", "manager"])
    def test_others_keep_their_hands_off(self, world: World, who: str) -> None:
        actor: Actor = getattr(world, who)
        for act in (
            lambda: list_accounts(world.session, actor=actor),
            lambda: get_account(world.session, actor=actor, account_id=actor.account_id),
            lambda: reset_password(world.session, actor=actor, account_id=actor.account_id, now=NOW),
        ):
            with pytest.raises(Forbidden):
                act()

    def test_a_strange_number_is_not_found(self, world: World) -> None:
        for number in (0, -5, 999_999, 2**31, 2**70):
            with pytest.raises(NotFound):
                get_account(world.session, actor=world.administrator, account_id=number)
