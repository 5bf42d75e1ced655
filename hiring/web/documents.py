"""Documents: making one, the list of all, and the file itself.

Making answers with the file at once (303 to it), which a browser keeps beside the page it was asked from.
"""

from __future__ import annotations

from urllib.parse import quote

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import Headers

from hiring.actions.reports import list_documents, make_comparison_document, make_profile_document, read_document
from hiring.language import N_
from hiring.web import request as this

blueprint = Blueprint("documents", __name__)
KINDS = {
    "profile": N_("Candidate profile"),
    "comparison": N_("Comparison of candidates"),
    "brief": N_("Order for a search"),
}


@blueprint.app_template_filter()
def document_kind(kind: str) -> str:
    return this.language().gettext(KINDS[kind])


@blueprint.get("/documents")
def index() -> ResponseReturnValue:
    page = list_documents(this.session(), actor=this.actor(), page=this.page_number())
    return render_template("documents/index.html", page=page)


@blueprint.post("/applications/<int:application_id>/profile")
def make_profile(application_id: int) -> ResponseReturnValue:
    """The same said again on the same day is the same document, so a double click makes one."""
    made = make_profile_document(
        this.session(), actor=this.actor(), application_id=application_id, locale=chosen_locale(), now=this.now()
    )
    return redirect(url_for("documents.download", document_id=made), 303)


@blueprint.post("/positions/<int:position_id>/comparison/document")
def make_comparison(position_id: int) -> ResponseReturnValue:
    made = make_comparison_document(
        this.session(), actor=this.actor(), position_id=position_id, locale=chosen_locale(), now=this.now()
    )
    return redirect(url_for("documents.download", document_id=made), 303)


@blueprint.get("/documents/<int:document_id>.pdf")
def download(document_id: int) -> ResponseReturnValue:
    """Kept by no cache: who may read it can change."""
    name, content = read_document(this.session(), this.files(), actor=this.actor(), document_id=document_id)
    headers = Headers({"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"})
    headers.add("Content-Disposition", disposition(name))
    answer: Response = make_response(content, headers)
    answer.mimetype = "application/pdf"
    return answer


def chosen_locale() -> str:
    """The language of the document; the reader's own when the form names none."""
    return request.form.get("locale") or this.language().locale


def disposition(name: str) -> str:
    """With the name in UTF-8 (RFC 6266); an old program that reads only ASCII gets a plain one."""
    return f"attachment; filename=\"document.pdf\"; filename*=UTF-8''{quote(name, safe='')}"
