"""The result of one candidate for one position, and setting a must-have aside for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hiring.actions.applications import Application, get_application, waive_gate, withdraw_waiver
from hiring.actions.corrections import read_corrections
from hiring.actions.interviews import SUBMITTED
from hiring.actions.next_interviews import get_next_steps
from hiring.domain.gates import GateResult, GateState
from hiring.domain.rubric import GateStage, Waiver
from hiring.errors import NotFound
from hiring.language import N_
from hiring.pdf.charts import draw_dots, draw_strip, shape_of
from hiring.pdf.documents import GateLine
from hiring.pdf.profile_document import say_profile
from hiring.web import request as this
from hiring.web.comparisons import MARKS, subject_of_page
from hiring.web.elsewhere import position_choices
from hiring.web.forms import Given, Lines, PageForm, attempt
from hiring.wording import say_reasons

blueprint = Blueprint("applications", __name__)
for drawing in (draw_strip, draw_dots, shape_of):
    blueprint.add_app_template_global(drawing)
PROOF_MARKS = {"proven": "met", "probed": "near", "none": "unknown"}


class WaiverForm(PageForm):
    reason = Lines(N_("Why it does not matter here"), [Given(N_("Write the reason."))])


@blueprint.get("/applications/<int:application_id>")
def show(application_id: int) -> ResponseReturnValue:
    """Says what the profile document would say, and beside it who rated what, the gates to set aside, the next step."""
    found = get_application(this.session(), actor=this.actor(), application_id=application_id)
    subject = subject_of_page(found.position, this.now().date(), found.candidate.name)
    said = say_profile(found.placement, subject=subject, error=found.error, locale=this.language().locale)
    return render_template(
        "applications/show.html",
        application=found,
        position=found.position,
        said=said,
        gates=_gates(found, said.gates),
        levels=_levels(found),
        evidence=_evidence(found),
        corrections=read_corrections(this.session(), application_id) if found.corrected and not found.hidden else (),
        owed=[line for line in found.interviews if line.id in found.own_scorecards_open],
        can_waive=_can_waive,
        steps=get_next_steps(this.session(), actor=this.actor(), application=found),
        choices=position_choices(found.position),
        position_id=None,
        level="",
        marks={**MARKS, **PROOF_MARKS},
        SUBMITTED=SUBMITTED,
    )


@blueprint.route("/applications/<int:application_id>/waivers/<gate>", methods=["GET", "POST"])
def waive(application_id: int, gate: str) -> ResponseReturnValue:
    """Asks for the reason, which stands on the result and in the documents."""
    found = get_application(this.session(), actor=this.actor(), application_id=application_id)
    result = next((item for item in found.placement.sought.gates if item.gate.id == gate), None)
    if result is None or result.gate.waiver is Waiver.NEVER:
        raise NotFound("gate", gate)
    form = WaiverForm(data={"reason": result.waived or ""})
    given: dict[str, Any] = {"form": form, "application": found, "result": result}
    if request.method == "GET":
        return render_template("applications/waive.html", **given)
    tried = attempt(form, _waiving(application_id, gate, form), rubric=found.position.rubric)
    if tried.failed:
        return render_template("applications/waive.html", **given), tried.status
    flash(this.language().gettext("The must-have is set aside for this candidate."))
    return redirect(url_for(".show", application_id=application_id), 303)


@blueprint.post("/applications/<int:application_id>/waivers/<gate>/withdraw", endpoint="withdraw_waiver")
def withdraw(application_id: int, gate: str) -> ResponseReturnValue:
    withdraw_waiver(this.session(), actor=this.actor(), application_id=application_id, gate=gate, now=this.now())
    flash(this.language().gettext("The must-have counts again."))
    return redirect(url_for(".show", application_id=application_id), 303)


def _waiving(application_id: int, gate: str, form: WaiverForm) -> Callable[[], None]:
    return lambda: waive_gate(
        this.session(),
        actor=this.actor(),
        application_id=application_id,
        gate=gate,
        reason=form.reason.data,
        now=this.now(),
    )


def _can_waive(result: GateResult) -> bool:
    """Whether the rubric lets it be set aside and there is something to set aside."""
    return result.gate.waiver is not Waiver.NEVER and result.state is not GateState.PASS and result.waived is None


def _gates(found: Application, lines: Sequence[GateLine]) -> list[tuple[GateResult, GateLine]]:
    """With what the document says of each; while ratings are hidden, those that facts alone decide."""
    both = zip(found.placement.sought.gates, lines, strict=True)
    return [(result, line) for result, line in both if not found.hidden or result.gate.stage is GateStage.FACTS]


def _levels(found: Application) -> list[tuple[str, bool, list[str]]]:
    """Every level with whether it is met and each reason against it."""
    language, rubric = this.language(), found.position.rubric
    return [
        (verdict.level, verdict.reached, list(say_reasons(verdict.reasons, rubric, language)))
        for verdict in found.placement.verdicts
    ]


def _evidence(found: Application) -> list[tuple[str, Any]]:
    """The rated competencies in the rubric's order, with every rating and what it rests on."""
    return [(item.competency, item) for item in found.placement.assessment.competencies if item.judgements]
