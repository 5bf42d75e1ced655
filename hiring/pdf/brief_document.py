"""The order to an agency, taken from a profile and put into words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from hiring.domain.brief import gates_on, shares, switches
from hiring.domain.profile import Profile
from hiring.domain.questions import Field, FieldKind
from hiring.domain.warnings import raise_warnings
from hiring.language import Language, get_language
from hiring.pdf.brief_data import (
    ApprovalLine,
    BriefDocument,
    Expected,
    Said,
    ShareLine,
    VersionLine,
    WarningLine,
)
from hiring.pdf.brief_parts import (
    duty_lines,
    example_discount,
    example_lines,
    figure_lines,
    key_client_lines,
    own_figure_lines,
    search_string,
    session_lines,
    tier_lines,
)
from hiring.pdf.documents import DocumentSubject
from hiring.pdf.lines import head_line
from hiring.wording import name_of, say_reason
from hiring.wording.order import fields_of, reason_of, refining_fields, say_field, say_must_have, say_pay

OWN_PLACE = frozenset(
    {
        "role.definition",
        "role.title_aliases",
        "role.title_aliases_blocklist",
        "profile.level",
        "pay.commission_tiers",
        "evidence.custom_metrics",
        "preview.upsides",
        "preview.downsides",
    }
)
"""Questions whose answers the order says elsewhere than among the lines of their topic."""
REQUIREMENTS, PAY, SEARCH, KEY_CLIENTS = "requirements", "pay", "sourcing", "key-client"
APART = frozenset({REQUIREMENTS, PAY, SEARCH, KEY_CLIENTS})
"""Topics with a part of their own in the order."""
GLANCE = ("profile.time_to_fill", "profile.territory", "profile.travel", "profile.team_mode", "profile.hunter_share")


def build_brief_document(
    profile: Profile,
    *,
    subject: DocumentSubject,
    number: int,
    versions: Sequence[tuple[int, dt.date, str]],
    approvals: Sequence[tuple[dt.date, str, str, str]],
    locale: str,
) -> BriefDocument:
    """The order in the language of `locale`. `number` is the version of the profile; `versions` are newest first.

    An approval is its day, whose word it is, who took it down (empty for an own word), and the note.
    """
    language, rubric = get_language(locale), profile.rubric
    level = rubric.level(profile.level_sought)
    return BriefDocument(
        head=head_line(profile, subject, locale),
        number=number,
        lowest=rubric.scale.lowest,
        highest=rubric.scale.highest,
        level_title=level.title[locale],
        level_description=level.description[locale],
        role=_own_words(profile, "role.definition"),
        glance=_glance(profile, language),
        portrait=_portrait(profile, language),
        must_haves=_must_haves(profile, language),
        wishes=_wishes(profile, language),
        shares=_shares(profile, language),
        sorted_by_employer=profile.sorted_completely,
        duties=duty_lines(profile, language),
        scope=_scope(profile, language),
        figures=figure_lines(profile, language),
        own_figures=own_figure_lines(profile, language),
        pay=_topic_lines(profile, PAY, language),
        tiers=tier_lines(profile, language),
        discount=example_discount(profile, language),
        examples=example_lines(profile, language),
        search=_topic_lines(profile, SEARCH, language),
        search_string=search_string(profile, language),
        sessions=session_lines(profile, language),
        key_clients=(*_topic_lines(profile, KEY_CLIENTS, language), *key_client_lines(profile, language)),
        upsides=_lines(_own_words(profile, "preview.upsides")),
        limits=_lines(_own_words(profile, "preview.downsides")),
        warnings=_warnings(profile, language),
        rules=_rules(profile, language),
        versions=tuple(VersionLine(*version) for version in versions),
        approvals=tuple(ApprovalLine(*approval) for approval in approvals),
    )


def _own_words(profile: Profile, field: str) -> str:
    answer = profile.answers.get(field)
    return answer.strip() if isinstance(answer, str) else ""


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _glance(profile: Profile, language: Language) -> tuple[Said, ...]:
    known = {field.id: field for field in profile.rubric.fields}
    said = [Said(language.gettext("Pay"), say_pay(profile, language))]
    fields = [known[field] for field in GLANCE if field in known]
    said += [Said(field.name[language.locale], say_field(profile, field, language)) for field in fields]
    return tuple(item for item in said if item.text)


def _portrait(profile: Profile, language: Language) -> tuple[Expected, ...]:
    rubric, level = profile.rubric, profile.level_sought
    return tuple(
        Expected(
            rubric.competency(item.competency).name[language.locale],
            item.minimum,
            rubric.competency(item.competency).expectation(level).text[language.locale],
        )
        for item in profile.sought.standards
        if item.critical
    )


def _must_haves(profile: Profile, language: Language) -> tuple[Said, ...]:
    return tuple(
        Said(gate.name[language.locale], say_must_have(gate, profile, language), reason_of(gate, profile))
        for gate in gates_on(profile)
    )


def _wishes(profile: Profile, language: Language) -> tuple[Said, ...]:
    """What is asked beside the must-haves. What refines a must-have is said with it or not at all."""
    told = {field.id for gate in gates_on(profile) for field in fields_of(gate, profile)}
    told |= {field.id for gate in profile.rubric.gates for field in refining_fields(gate, profile)}
    fields = [field for field in profile.rubric.fields if field.topic == REQUIREMENTS and field.id not in told]
    said = [field for field in fields if profile.answers.get(field.id) is not False]
    return tuple(line for field in said if field.default is not False for line in _line(profile, field, language))


def _shares(profile: Profile, language: Language) -> tuple[ShareLine, ...]:
    level = profile.level_sought
    reasons = {item.competency: item.reason for item in profile.adjustments if item.level == level}
    standards = {item.competency: item for item in profile.sought.standards}
    lines = [
        ShareLine(
            name_of(item.competency, profile.rubric, language),
            standards[item.competency].critical,
            standards[item.competency].minimum,
            item.share,
            item.equal,
            reasons.get(item.competency, ""),
        )
        for item in shares(profile)
    ]
    return tuple(sorted(lines, key=lambda line: -line.share))


def _scope(profile: Profile, language: Language) -> tuple[Said, ...]:
    """The answers that have no part of their own, in the order of the topics."""
    topics = [topic.id for topic in profile.rubric.topics if topic.id not in APART]
    return tuple(line for topic in topics for line in _topic_lines(profile, topic, language))


def _topic_lines(profile: Profile, topic: str, language: Language) -> tuple[Said, ...]:
    told = switches(profile)
    fields = [field for field in profile.rubric.fields if field.topic == topic and field.id not in told]
    return tuple(line for field in fields for line in _line(profile, field, language))


def _line(profile: Profile, field: Field, language: Language) -> tuple[Said, ...]:
    if field.id in OWN_PLACE or field.kind is FieldKind.FIXED:
        return ()
    text = say_field(profile, field, language)
    reason = profile.reasons.get(field.id, "")
    return (Said(field.name[language.locale], text, reason),) if text else ()


def _warnings(profile: Profile, language: Language) -> tuple[WarningLine, ...]:
    return tuple(
        WarningLine(
            raised.warning.text[language.locale],
            say_reason(raised.reason, profile.rubric, language),
            raised.warning.remedy[language.locale],
        )
        for raised in raise_warnings(profile)
    )


def _rules(profile: Profile, language: Language) -> tuple[Said, ...]:
    """What holds for every order: the questions that are explained, not answered."""
    fixed = (field for field in profile.rubric.fields if field.kind is FieldKind.FIXED and field.help is not None)
    return tuple(Said(field.name[language.locale], field.help[language.locale]) for field in fixed if field.help is not None)
