"""A vacancy text and an honest preview of the role, in Russian or English, from the profile alone.

What the employer wrote stands as it was written; the rest comes from the rubric in the language asked for. Both are plain
data: a title and parts, each a heading with its lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from hiring.domain.brief import duty_groups, figures_asked, gates_on, profile_values, required_figures
from hiring.domain.completeness import is_open
from hiring.domain.profile import Profile
from hiring.domain.restricted import RestrictedUse, find_restricted
from hiring.domain.rubric import Gate, GateStage
from hiring.language import N_, Language, get_language
from hiring.wording.intake import say_answer
from hiring.wording.order import say_field, say_must_have, say_pay

FAIR = N_(
    "Everybody is asked the same questions, and only what a person can do at work decides. Tell us if you need the "
    "meetings arranged in another way."
)
READY = {
    "marketing": N_("Marketing brings few requests and little material so far."),
    "product": N_("The product does not always keep what is promised."),
    "delivery": N_("Delivery does not always keep its dates."),
    "sponsor": N_("No director backs the role yet."),
}
"""What an employer admits, as candidates are told."""


@dataclass(frozen=True, slots=True)
class VacancyFacts:
    """What the profile does not say."""

    title: str
    employer: str
    location: str = ""


@dataclass(frozen=True, slots=True)
class TextPart:
    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlainText:
    """`title`, an opening of whole sentences, and parts of lines."""

    locale: str
    title: str
    opening: tuple[str, ...]
    parts: tuple[TextPart, ...]
    closing: str

    def as_text(self) -> str:
        """For a letter or a job site: no markup, a dash before each line."""
        blocks = [self.title, *self.opening]
        blocks += ["\n".join([part.heading, *(f"— {line}" for line in part.lines)]) for part in self.parts]
        return "\n\n".join([*blocks, self.closing]) + "\n"


def vacancy_text(profile: Profile, facts: VacancyFacts, locale: str) -> PlainText:
    """What a job site shows: the role, the work, what is asked, pay and the good sides, without a score or a weight."""
    language = get_language(locale)
    parts = (
        (N_("What you will do"), _duties(profile, language)),
        (N_("What we ask for"), _asked(profile, language)),
        (N_("What you can show in figures"), _figures(profile, language)),
        (N_("Conditions"), _conditions(profile, facts, language)),
        (N_("What we offer"), _own_lines(profile, "preview.upsides")),
    )
    return _text(profile, facts, parts, language)


def preview_text(profile: Profile, facts: VacancyFacts, locale: str) -> PlainText:
    """What a candidate should know before deciding: the work, the freedom to decide, the good and the hard sides."""
    language = get_language(locale)
    parts = (
        (N_("What the work is made of"), [*_duties(profile, language), *_work(profile, language)]),
        (N_("How we sell"), _parts(profile, "profile.sales_system", language)),
        (N_("The clients"), _parts(profile, "profile.client_type", language)),
        (N_("What you may decide yourself"), _parts(profile, "profile.authority_limits", language)),
        (N_("What speaks for the role"), _own_lines(profile, "preview.upsides")),
        (N_("What makes it hard"), _limits(profile, language)),
        (N_("Conditions"), _conditions(profile, facts, language)),
    )
    return _text(profile, facts, parts, language)


def find_refused(text: PlainText) -> tuple[RestrictedUse, ...]:
    """Forbidden criteria anywhere in the text; one is enough for it not to be given out."""
    return find_restricted(text.as_text())


def _text(profile: Profile, facts: VacancyFacts, parts: Iterable[tuple[str, list[str]]], language: Language) -> PlainText:
    role = _own_lines(profile, "role.definition")
    company = _named(profile, ("profile.industry",), language, followups=False)
    return PlainText(
        locale=language.locale,
        title=f"{facts.title} · {facts.employer}" if facts.employer else facts.title,
        opening=tuple(text for text in (" ".join(role), " ".join(company)) if text),
        parts=tuple(TextPart(language.gettext(heading), tuple(lines)) for heading, lines in parts if lines),
        closing=language.gettext(FAIR),
    )


def _own_lines(profile: Profile, field: str) -> list[str]:
    answer = profile.answers.get(field)
    return [line.strip() for line in answer.splitlines() if line.strip()] if isinstance(answer, str) else []


def _duties(profile: Profile, language: Language) -> list[str]:
    return [duty.text[language.locale] for group in duty_groups(profile) for duty in group.duties]


def _asked(profile: Profile, language: Language) -> list[str]:
    """The skills that the duties call for, then the must-haves of fact with what this post asks."""
    called = [item for group in duty_groups(profile) for item in group.requirements if item.competencies]
    skills = dict.fromkeys(item.text[language.locale] for item in called)
    facts = [gate for gate in gates_on(profile) if gate.stage is GateStage.FACTS]
    return [*skills, *(_must_have(gate, profile, language) for gate in facts)]


def _must_have(gate: Gate, profile: Profile, language: Language) -> str:
    """ "Travel: 20 %", and a full stop before what has names of its own."""
    name, text = gate.name[language.locale], say_must_have(gate, profile, language)
    return f"{name}. {text}" if ": " in text else f"{name}: {text}"


def _figures(profile: Profile, language: Language) -> list[str]:
    needed = required_figures(profile)
    return [figure.name[language.locale] for figure in figures_asked(profile) if figure.id in needed]


def _conditions(profile: Profile, facts: VacancyFacts, language: Language) -> list[str]:
    pay = say_pay(profile, language)
    said = [language.gettext("Pay: %(pay)s", pay=pay)] if pay else []
    said += [language.gettext("Place: %(place)s", place=facts.location)] if facts.location else []
    shares = ("pay.fixed_share", "pay.variable_share")
    both = all(profile_values(profile).get(f"answer:{field}") is not None for field in shares)
    said += _named(profile, (*shares, "pay.variable_basis") if both else ("pay.fixed_share",), language, followups=False)
    return said + _named(profile, ("profile.territory", "profile.team_mode"), language)


def _work(profile: Profile, language: Language) -> list[str]:
    return _named(profile, ("profile.portfolio_mode", "profile.hunter_share", "profile.travel"), language)


def _limits(profile: Profile, language: Language) -> list[str]:
    ready = profile_values(profile).get("answer:profile.employer_readiness")
    admitted = [text for part, text in READY.items() if isinstance(ready, Mapping) and ready.get(part) is False]
    return [*_own_lines(profile, "preview.downsides"), *(language.gettext(text) for text in admitted)]


def _named(profile: Profile, fields: Iterable[str], language: Language, *, followups: bool = True) -> list[str]:
    """ "Travel: 20 %" for each question that has an answer."""
    known = {field.id: field for field in profile.rubric.fields}
    said = []
    for field in (known[name] for name in fields if name in known):
        text = say_field(profile, field if followups else replace(field, followups=()), language)
        if text:
            said.append(f"{field.name[language.locale]}: {text}")
    return said


def _parts(profile: Profile, group: str, language: Language) -> list[str]:
    """Each part of a group as a line of its own."""
    values = profile_values(profile)
    found = next((field for field in profile.rubric.fields if field.id == group), None)
    answered = [(part, values.get(f"answer:{group}.{part.id}")) for part in (() if found is None else found.parts)]
    return [
        f"{part.name[language.locale]}: {say_answer(f'{group}.{part.id}', value, profile.rubric, language)}"
        for part, value in answered
        if not is_open(value)
    ]
