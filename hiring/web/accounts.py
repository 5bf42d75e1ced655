"""Accounts: who may sign in, as what. One-time passwords are shown once, on the page that follows."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import BooleanField, EmailField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from hiring.actions import accounts
from hiring.actions.accounts import Account
from hiring.actions.employers import list_employer_choices
from hiring.actions.permissions import Role
from hiring.language import LOCALE_NAMES, LOCALES, N_, NO_VALUE
from hiring.web import request as this
from hiring.web.forms import Attempt, Given, Line, PageForm, Version, attempt

blueprint = Blueprint("accounts", __name__, url_prefix="/accounts")

ROLES = {
    Role.ADMINISTRATOR: N_("administrator"),
    Role.RECRUITER: N_("recruiter"),
    Role.INTERVIEWER: N_("interviewer"),
    Role.HIRING_MANAGER: N_("hiring manager"),
    Role.EXTERNAL: N_("external interviewer"),
}


class AccountForm(PageForm):
    version = Version()
    name = Line(N_("Name"), validators=[Given(N_("Write a name."))])
    role = SelectField(N_("Role"), validate_choice=False)
    employer_id = SelectField(N_("Employer of the hiring manager"), validate_choice=False)

    def offer(self, *, external: bool = False) -> AccountForm:
        say = this.language().gettext
        offered = [role for role in ROLES if (role is Role.EXTERNAL) == external]
        self.role.choices = [SelectChoice(role.value, say(ROLES[role])) for role in offered]
        employers = list_employer_choices(this.session(), actor=this.actor())
        self.employer_id.choices = [SelectChoice("", NO_VALUE), *(SelectChoice(str(key), name) for key, name in employers)]
        return self

    @property
    def employer(self) -> int | None:
        text = self.employer_id.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


class NewAccountForm(AccountForm):
    email = EmailField(N_("E-mail"), validators=[Given(N_("Write an e-mail."))])
    locale = SelectField(N_("Language"), validate_choice=False)

    def offer(self, *, external: bool = False) -> NewAccountForm:
        super().offer(external=external)
        self.locale.choices = [SelectChoice(locale, LOCALE_NAMES[locale]) for locale in LOCALES]
        return self


class ChangeAccountForm(AccountForm):
    active = BooleanField(N_("May sign in"))


@blueprint.get("")
def index() -> ResponseReturnValue:
    listed = accounts.list_accounts(this.session(), actor=this.actor())
    return render_template("accounts/index.html", accounts=listed, roles=ROLES)


@blueprint.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    form = NewAccountForm(data={"role": Role.INTERVIEWER.value, "locale": this.language().locale}).offer()
    if request.method == "GET":
        return render_template("accounts/form.html", form=form, account_seen=None)
    tried = attempt(form, lambda: _create(form))
    if tried.value is None:
        return render_template("accounts/form.html", form=form, account_seen=None), tried.status
    identity, password = tried.value
    return _show_password(identity, password)


def _create(form: NewAccountForm) -> tuple[int, str]:
    return accounts.create_account(
        this.session(),
        actor=this.actor(),
        email=form.email.data or "",
        name=form.name.data or "",
        role=form.role.data or "",
        employer_id=form.employer,
        locale=form.locale.data or None,
        now=this.now(),
    )


@blueprint.route("/<int:account_id>", methods=["GET", "POST"])
def edit(account_id: int) -> ResponseReturnValue:
    seen = accounts.get_account(this.session(), actor=this.actor(), account_id=account_id)
    form = ChangeAccountForm(data=_data(seen)).offer(external=seen.external)
    if request.method == "GET":
        return render_template("accounts/form.html", form=form, account_seen=seen)
    tried: Attempt[None] = attempt(form, lambda: _change(form, account_id))
    if tried.failed:
        return render_template("accounts/form.html", form=form, account_seen=seen), tried.status
    return redirect(url_for("accounts.index"), 303)


def _data(seen: Account) -> dict[str, object]:
    employer = str(seen.employer_id or "")
    return {
        "version": seen.version,
        "name": seen.name,
        "role": seen.role.value,
        "employer_id": employer,
        "active": seen.active,
    }


def _change(form: ChangeAccountForm, account_id: int) -> None:
    accounts.change_account(
        this.session(),
        actor=this.actor(),
        account_id=account_id,
        version=form.version.data or 0,
        name=form.name.data or "",
        role=form.role.data or "",
        employer_id=form.employer,
        active=bool(form.active.data),
        now=this.now(),
    )


@blueprint.post("/<int:account_id>/password")
def reset(account_id: int) -> ResponseReturnValue:
    """A new one-time password; the person is signed out everywhere."""
    password = accounts.reset_password(this.session(), actor=this.actor(), account_id=account_id, now=this.now())
    return _show_password(account_id, password)


def _show_password(account_id: int, password: str) -> ResponseReturnValue:
    """In the answer itself: kept in no cookie and no address, it is gone with the page."""
    seen = accounts.get_account(this.session(), actor=this.actor(), account_id=account_id)
    return render_template("accounts/password.html", account_seen=seen, password=password)
