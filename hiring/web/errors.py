"""Pages for what went wrong: what happened and what to do, in the reader's language, without a traceback.

A view that shows a form answers Invalid and Conflict itself, with what was typed (`hiring.web.forms`); what reaches these
handlers has no form to go back to.
"""

from __future__ import annotations

from http import HTTPStatus

from flask import Flask, current_app, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from hiring.errors import Conflict, Forbidden, HiringError, Invalid, NotFound
from hiring.language import N_, get_language
from hiring.web import request as this
from hiring.wording import say_error

STATUSES: dict[type[HiringError], HTTPStatus] = {
    NotFound: HTTPStatus.NOT_FOUND,
    Forbidden: HTTPStatus.FORBIDDEN,
    Conflict: HTTPStatus.CONFLICT,
    Invalid: HTTPStatus.UNPROCESSABLE_ENTITY,
}
TITLES = {
    400: N_("This request cannot be read"),
    403: N_("Not for your role"),
    404: N_("Not found"),
    405: N_("Not found"),
    409: N_("Something changed in the meantime"),
    413: N_("Too much at once"),
    422: N_("This cannot be saved"),
    429: N_("Too many attempts"),
    500: N_("Something failed on our side"),
}
ADVICE = {
    400: N_("Go back, reload the page and try again."),
    403: N_("Your role does not allow this. An administrator can change your role."),
    404: N_("There is no such page or record, or it is not yours to see. Check the address or start from the list."),
    405: N_("There is no such page or record, or it is not yours to see. Check the address or start from the list."),
    413: N_("More was sent than the program takes. Shorten the longest text and send it again."),
    429: N_("Wait a minute, then try again."),
    500: N_("Nothing was saved. Try again; if it happens again, tell your administrator the number of this failure."),
}
SECRET_FIELDS = ("password", "current", "new", "again", "csrf_token")


def install(app: Flask) -> None:
    app.register_error_handler(HiringError, show_error)
    app.register_error_handler(CSRFError, show_forgery)
    app.register_error_handler(HTTPException, show_http)
    app.register_error_handler(Exception, show_failure)


def show_error(error: HiringError) -> ResponseReturnValue:
    status = next((status for kind, status in STATUSES.items() if isinstance(error, kind)), HTTPStatus.BAD_REQUEST)
    said = None if isinstance(error, NotFound | Forbidden) else say_error(error, this.language())
    return error_page(status, advice=said)


def show_http(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None or error.code is None or error.code < 400:
        return error.get_response()
    status = error.code if error.code in TITLES else (400 if error.code < 500 else 500)
    return error_page(status, answer_status=error.code)


def show_forgery(error: CSRFError) -> ResponseReturnValue:
    """Nothing typed is lost: from a page of ours the same form can be sent again with a new token.

    A form of another site gets no such offer; browsers say where a request comes from. Whoever was signed out meanwhile can
    sign in beside it: the token outlives the sign-in.
    """
    return _send_again(_typed_here(), error.code or 400)


def show_signed_out() -> ResponseReturnValue | None:
    """As `show_forgery`, for a form whose token still holds; None where nothing was typed."""
    typed = _typed_here()
    return _send_again(typed, HTTPStatus.UNAUTHORIZED) if typed else None


def _typed_here() -> list[tuple[str, str]]:
    """What a page of ours sent, without secrets."""
    ours = request.headers.get("Sec-Fetch-Site") == "same-origin"
    return [(name, value) for name, value in request.form.items(multi=True) if ours and name not in SECRET_FIELDS]


def _send_again(typed: list[tuple[str, str]], status: int) -> ResponseReturnValue:
    return render_template("errors/forgery.html", typed=typed, target=request.full_path.rstrip("?")), status


def show_failure(error: Exception) -> ResponseReturnValue:
    """Asks nothing of the database, which may be what failed."""
    # The path of a personal link is a secret: its pattern says as much.
    path = request.url_rule.rule if request.url_rule is not None and "token" in (request.view_args or {}) else request.path
    current_app.logger.error("request %s failed: %s %s", this.request_id(), request.method, path, exc_info=error)
    if "language" not in g:
        g.language = get_language(this.locale_of_visitor())
    return error_page(500)


def error_page(status: int, *, advice: str | None = None, answer_status: int | None = None) -> ResponseReturnValue:
    """A whole page, or for htmx a fragment to swap in."""
    text = this.language().gettext
    whole = "errors/failure.html" if status >= 500 else "errors/error.html"
    name = "errors/_fragment.html" if this.is_fragment() else whole
    said = advice or text(ADVICE[status])
    number = this.request_id() if status >= 500 else ""
    page = render_template(name, status=status, title=text(TITLES[status]), advice=said, number=number)
    return page, answer_status or status
