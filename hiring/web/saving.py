"""What a form that is saved while it is filled in is told: until when it is safe, in words that stay true tomorrow.

`static/autosave.js` shows them; `templates/_macros/saving.html` writes the form that it works on.
"""

from __future__ import annotations

import datetime as dt

from flask import jsonify
from flask.typing import ResponseReturnValue

from hiring.errors import Conflict, HiringError, Invalid
from hiring.web import request as this


def saved_words(value: dt.datetime) -> str:
    """With the day, unless it is today; with the year, unless it is this one. By the clock of this place."""
    if this.to_local(value).date() == this.to_local(this.now()).date():
        return this.language().gettext("Saved at %(time)s.", time=this.language().time(this.to_local(value)))
    return saved_words_later(value)


def saved_words_later(value: dt.datetime) -> str:
    """What a page that stays open says from the next day on."""
    language, saved = this.language(), this.to_local(value)
    day = language.day(saved, year=saved.year != this.to_local(this.now()).year)
    return language.gettext("Saved %(day)s, %(time)s.", day=day, time=language.time(saved))


def answer_saved(version: int, **more: str) -> ResponseReturnValue:
    """The version to send next, and what else the page is to send."""
    now = this.now()
    return jsonify(state="saved", version=version, words=saved_words(now), later=saved_words_later(now), **more)


def answer_refused(error: HiringError, words: str) -> ResponseReturnValue:
    """Takes back what was written."""
    this.session().rollback()
    status = 409 if isinstance(error, Conflict) else 422 if isinstance(error, Invalid) else 404
    return jsonify(state="refused", words=words), status
