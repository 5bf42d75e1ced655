"""Signing in and out, the language, and the person's own password."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_login import login_user, logout_user
from werkzeug.wrappers import Response
from wtforms import EmailField, PasswordField, StringField

from hiring.actions import accounts
from hiring.language import LOCALES, N_
from hiring.web import request as this
from hiring.web.forms import Given, PageForm, Same, attempt
from hiring.web.security import GUESSES, limiter

blueprint = Blueprint("sessions", __name__)
YEAR = 365 * 24 * 3600


class SignInForm(PageForm):
    email = EmailField(N_("E-mail"), validators=[Given(N_("Write your e-mail."))])
    password = PasswordField(N_("Password"), validators=[Given(N_("Write your password."))])


class PasswordForm(PageForm):
    current = PasswordField(N_("Present password"), validators=[Given(N_("Write the password you signed in with."))])
    new = PasswordField(N_("New password"), validators=[Given(N_("Write a new password."))])
    again = PasswordField(
        N_("New password once more"),
        validators=[Given(N_("Write the new password once more.")), Same("new", N_("The two new passwords differ."))],
    )
    email = StringField()
    """Never asked or read: tells a password store whose password this is."""


def _typed_email() -> str:
    return "e-mail:" + request.form.get("email", "").strip().casefold()[:254]


@blueprint.route("/sign-in", methods=["GET", "POST"])
@limiter.limit(GUESSES, methods=["POST"])
@limiter.limit(GUESSES, methods=["POST"], key_func=_typed_email)
def sign_in() -> ResponseReturnValue:
    target = this.local_address(request.args.get("next"))
    if request.method == "GET" and this.account() is not None:
        return redirect(target, 303)
    form = SignInForm()
    if request.method == "GET":
        return render_template("sessions/sign_in.html", form=form)
    tried = attempt(form, lambda: _authenticate(form))
    if tried.value is None:
        return render_template("sessions/sign_in.html", form=form), tried.status
    _enter(tried.value)
    return redirect(target, 303)


def _authenticate(form: SignInForm) -> accounts.Account:
    return accounts.authenticate(
        this.session(), email=form.email.data or "", password=form.password.data or "", now=this.now()
    )


def _enter(account: accounts.Account) -> None:
    cookie.permanent = True
    login_user(this.Visitor(account))
    this.forget_language()


@blueprint.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    logout_user()
    cookie.clear()
    return redirect(url_for("sessions.sign_in"), 303)


@blueprint.post("/language")
def choose_language() -> ResponseReturnValue:
    """Kept in the account of whoever is signed in, and in a cookie for the pages before that."""
    locale = request.form.get("locale", "")
    answer = redirect(this.local_address(request.form.get("next")), 303)
    if locale not in LOCALES:
        return answer
    if this.account() is not None:
        accounts.change_own_locale(this.session(), actor=this.actor(), locale=locale, now=this.now())
    _remember(answer, locale)
    return answer


def _remember(answer: Response, locale: str) -> None:
    answer.set_cookie(this.LANGUAGE_COOKIE, locale, max_age=YEAR, httponly=True, samesite="Lax", secure=request.is_secure)


@blueprint.route("/account", methods=["GET", "POST"])
def own_account() -> ResponseReturnValue:
    """The person's own account; whoever came with a one-time password gets no further before changing it."""
    form = PasswordForm()
    if request.method == "GET":
        return render_template("sessions/own_account.html", form=form)
    tried = attempt(form, lambda: _change_password(form))
    if tried.failed:
        return render_template("sessions/own_account.html", form=form), tried.status
    flash(this.language().gettext("The password is changed. Everywhere else you are signed out."))
    return redirect(this.local_address(request.args.get("next")), 303)


def _change_password(form: PasswordForm) -> None:
    """Stays signed in here, with the new stamp."""
    current, new, actor = form.current.data or "", form.new.data or "", this.actor()
    accounts.change_password(this.session(), actor=actor, current=current, new=new, now=this.now())
    changed = accounts.find_account(this.session(), account_id=actor.account_id)
    assert changed is not None
    login_user(this.Visitor(changed))
