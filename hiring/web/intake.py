"""The questions to the employer: one topic a page, kept as a draft until it is adopted as the profile's next version.

Works without JavaScript by its buttons; `static/autosave.js` saves in between, and htmx shows what an answer changes.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import FormField

from hiring.actions.comments import list_comments
from hiring.actions.intake import Intake, discard_draft, get_intake, save_topic
from hiring.actions.intake_previews import preview_answers
from hiring.domain.questions import Topic
from hiring.errors import Conflict, HiringError, Invalid, NotFound
from hiring.web import request as this
from hiring.web.answer_forms import answers_form, read_answers, reasons_form
from hiring.web.forms import PageForm, Version, attempt
from hiring.web.intake_beside import Beside, besides
from hiring.web.intake_steps import Step, differing, fields_of, next_step, steps_of
from hiring.web.intake_words import install, problem_words
from hiring.web.pages import text
from hiring.web.saving import answer_refused, answer_saved
from hiring.wording import say_error

blueprint = Blueprint("intake", __name__, url_prefix="/positions/<int:position_id>/intake")
install(blueprint)


@blueprint.app_template_global()
def sorted_all(intake: Intake) -> bool:
    return intake.profile.sorted_completely


@blueprint.get("")
def index(position_id: int) -> ResponseReturnValue:
    """How far each topic is, and where to go on."""
    intake = _get(position_id)
    steps = steps_of(intake)
    return render_template("intake/index.html", intake=intake, steps=steps, next_step=next_step(steps))


@blueprint.get("/print")
def printable(position_id: int) -> ResponseReturnValue:
    """All questions with their answers on one page."""
    intake = _get(position_id)
    return render_template("intake/printable.html", intake=intake, steps=steps_of(intake))


@blueprint.route("/topics/<topic_id>", methods=["GET", "POST"])
def topic(position_id: int, topic_id: str) -> ResponseReturnValue:
    """The questions of one topic; every button saves and goes on, back, or stays."""
    intake = _get(position_id)
    found = _find_topic(intake, topic_id)
    form = _topic_form(intake, found)
    if request.method == "GET":
        return _topic_page(intake, found, form)
    tried = attempt(form, lambda: _save(position_id, form), rubric=intake.position.rubric)
    if not tried.failed:
        return redirect(_after(intake, topic_id), 303)
    if tried.conflict != "stale":
        return _topic_page(intake, found, form), tried.status
    form.version.data, form.version.raw_data = intake.version, None
    return _topic_page(intake, found, form, stale=True), tried.status


@blueprint.post("/topics/<topic_id>/draft")
def autosave(position_id: int, topic_id: str) -> ResponseReturnValue:
    """Saves what is typed so far; answers JSON: the version to send next and the time in words."""
    intake = _get(position_id)
    form = _topic_form(intake, _find_topic(intake, topic_id))
    if not form.validate():
        return jsonify(state="refused", words=this.language().gettext("Not saved yet: an answer needs another look.")), 422
    try:
        version = _save(position_id, form)
    except (Invalid, Conflict) as error:
        return answer_refused(error, say_error(error, this.language(), intake.position.rubric))
    return answer_saved(version)


@blueprint.post("/topics/<topic_id>/consequences")
def consequences(position_id: int, topic_id: str) -> ResponseReturnValue:
    """A fragment: what the answers as they are typed would change. Saves nothing."""
    intake = _get(position_id)
    found = _find_topic(intake, topic_id)
    form = _topic_form(intake, found)
    form.validate()
    try:
        answers, reasons = _typed(form)
        intake = preview_answers(
            this.session(), actor=this.actor(), position_id=position_id, answers=answers, reasons=reasons
        )
    except HiringError as error:
        return render_template("intake/_refused.html", words=say_error(error, this.language(), intake.position.rubric))
    step, beside = _step_of(intake, topic_id), _besides(intake, found)
    given = {"intake": intake, "step": step, "besides": beside, "problems": problem_words(intake, step.fields)}
    return render_template("intake/_consequences.html", **given)


@blueprint.post("/discard")
def discard(position_id: int) -> ResponseReturnValue:
    form = VersionForm()
    attempt(
        form,
        lambda: discard_draft(
            this.session(), actor=this.actor(), position_id=position_id, version=form.version.data, now=this.now()
        ),
    )
    said = form.notices or [this.language().gettext("The draft is thrown away.")]
    flash(said[0])
    return redirect(url_for(".index", position_id=position_id), 303)


class VersionForm(PageForm):
    version = Version()


def _get(position_id: int) -> Intake:
    return get_intake(this.session(), actor=this.actor(), position_id=position_id)


def _find_topic(intake: Intake, topic_id: str) -> Topic:
    found = next((item for item in intake.position.rubric.topics if item.id == topic_id), None)
    if found is None:
        raise NotFound("topic", topic_id)
    return found


def _step_of(intake: Intake, topic_id: str) -> Step:
    return next(step for step in steps_of(intake) if step.topic.id == topic_id)


def _besides(intake: Intake, found: Topic) -> dict[str, Beside]:
    return besides(intake, fields_of(intake.position.rubric, found.id))


def _topic_form(intake: Intake, found: Topic) -> Any:
    rubric = intake.position.rubric
    fields = fields_of(rubric, found.id)
    levels = [(level.id, text(level.name)) for level in rubric.levels]

    class TopicForm(VersionForm):
        answers = FormField(answers_form(fields, intake.answers, levels=levels))
        reasons = FormField(reasons_form(fields))

    return TopicForm(data={"version": intake.version, "answers": dict(intake.answers), "reasons": dict(intake.reasons)})


def _typed(form: Any) -> tuple[dict[str, object], dict[str, str]]:
    return read_answers(form.answers.form), {name: field.data for name, field in form.reasons.form._fields.items()}


def _save(position_id: int, form: Any) -> int:
    answers, reasons = _typed(form)
    return save_topic(
        this.session(),
        actor=this.actor(),
        position_id=position_id,
        version=form.version.data,
        answers=answers,
        reasons=reasons,
        now=this.now(),
    )


def _after(intake: Intake, topic_id: str) -> str:
    """The page that the pressed button leads to."""
    topics = [item.id for item in intake.position.rubric.topics]
    place, position_id = topics.index(topic_id), intake.position.id
    match request.form.get("then", "next"):
        case "stay":
            return url_for(".topic", position_id=position_id, topic_id=topic_id)
        case "previous" if place:
            return url_for(".topic", position_id=position_id, topic_id=topics[place - 1])
        case "previous":
            return url_for(".index", position_id=position_id)
    if place + 1 < len(topics):
        return url_for(".topic", position_id=position_id, topic_id=topics[place + 1])
    return url_for("priorities.edit", position_id=position_id)


def _topic_page(intake: Intake, found: Topic, form: Any, *, stale: bool = False) -> str:
    rubric = intake.position.rubric
    topics, fields = rubric.topics, fields_of(rubric, found.id)
    place = topics.index(found)
    typed = _typed(form)[0] if stale else {}
    return render_template(
        "intake/topic.html",
        intake=intake,
        topic=found,
        steps=steps_of(intake),
        step=_step_of(intake, found.id),
        fields=fields,
        form=form,
        besides=_besides(intake, found),
        problems=problem_words(intake, fields),
        place=place,
        previous=topics[place - 1] if place else None,
        following=topics[place + 1] if place + 1 < len(topics) else None,
        differs=differing(fields, typed, intake.answers) if stale else (),
        typed=typed,
        stale=stale,
        comments=list_comments(this.session(), actor=this.actor(), position_id=intake.position.id),
    )
