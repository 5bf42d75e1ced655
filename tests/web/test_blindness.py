"""What every route shows of ratings, and to whom: an exhaustive table, held by telling the same story twice.

An answer that is the same to the last byte whatever the others rated gives nothing away: no mark, average, count or order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

import pytest
from blind_stage import DRAWN, Stage, Visit, build

from hiring.web.access import NEEDS


class Shows(Enum):
    NOTHING = "nothing of interviews and ratings"
    OWN = "the reader's own ratings, whenever"
    PROGRESS = "how far the panel is, and no rating ever"
    RESULT = "before the reveal progress and own ratings, after it everything"
    SETTLED = "sums over ratings that are revealed and of whose candidate nobody has a scorecard to submit"


NOTHING, OWN, PROGRESS, RESULT, SETTLED = Shows

BOTH = ("GET", "POST")
TABLE: tuple[tuple[str, tuple[str, ...], Shows], ...] = (
    ("static", ("GET",), NOTHING),
    ("health.healthz", ("GET",), NOTHING),
    ("home.my_day", ("GET",), RESULT),
    ("method.show", ("GET",), NOTHING),
    ("sessions.sign_in", BOTH, NOTHING),
    ("sessions.sign_out", ("POST",), NOTHING),
    ("sessions.choose_language", ("POST",), NOTHING),
    ("sessions.own_account", BOTH, NOTHING),
    ("accounts.index", ("GET",), NOTHING),
    ("accounts.new", BOTH, NOTHING),
    ("accounts.edit", BOTH, NOTHING),
    ("accounts.reset", ("POST",), NOTHING),
    ("audit.index", ("GET",), PROGRESS),
    ("rubrics.index", ("GET",), NOTHING),
    ("rubrics.show", ("GET",), NOTHING),
    ("employers.index", ("GET",), NOTHING),
    ("employers.new", BOTH, NOTHING),
    ("employers.show", ("GET",), NOTHING),
    ("employers.edit", BOTH, NOTHING),
    ("positions.index", ("GET",), NOTHING),
    ("positions.new", BOTH, NOTHING),
    ("positions.show", ("GET",), RESULT),
    ("positions.edit", BOTH, NOTHING),
    ("positions.apply", BOTH, NOTHING),
    ("profiles.show", ("GET",), NOTHING),
    ("profiles.answers", ("GET",), NOTHING),
    ("profiles.weights", BOTH, NOTHING),
    ("profiles.thresholds", BOTH, NOTHING),
    ("plans.show", BOTH, NOTHING),
    ("plans.session", BOTH, NOTHING),
    ("plans.check", ("POST",), NOTHING),
    ("plans.remove", ("POST",), NOTHING),
    ("plans.make", ("POST",), NOTHING),
    ("approvals.approve", BOTH, NOTHING),
    ("approvals.comment", BOTH, NOTHING),
    ("screening.show", ("GET",), NOTHING),
    ("intake.index", ("GET",), NOTHING),
    ("intake.printable", ("GET",), NOTHING),
    ("intake.topic", BOTH, NOTHING),
    ("intake.autosave", ("POST",), NOTHING),
    ("intake.consequences", ("POST",), NOTHING),
    ("intake.discard", ("POST",), NOTHING),
    ("priorities.edit", BOTH, NOTHING),
    ("priorities.weigh", ("POST",), NOTHING),
    ("adoption.review", BOTH, RESULT),
    ("candidates.index", ("GET",), NOTHING),
    ("candidates.new", BOTH, NOTHING),
    ("candidates.show", ("GET",), RESULT),
    ("candidates.edit", BOTH, NOTHING),
    ("figures.edit", BOTH, NOTHING),
    ("candidates.erase", BOTH, NOTHING),
    ("interviews.index", ("GET",), PROGRESS),
    ("interviews.new", BOTH, NOTHING),
    ("interviews.show", ("GET",), PROGRESS),
    ("interviews.edit", BOTH, NOTHING),
    ("kits.show", ("GET",), NOTHING),
    ("kits.download", ("GET",), NOTHING),
    ("kits.edit", BOTH, NOTHING),
    ("invitations.add", BOTH, NOTHING),
    ("invitations.renew", ("POST",), NOTHING),
    ("invitations.revoke", ("POST",), NOTHING),
    ("invitations.invite", ("POST",), NOTHING),
    ("invitations.cancel", BOTH, NOTHING),
    ("invitations.calendar", ("GET",), NOTHING),
    ("invitations.enter", BOTH, NOTHING),
    ("outbox.index", ("GET",), NOTHING),
    ("outbox.show", ("GET",), NOTHING),
    ("outbox.hand_over", ("POST",), NOTHING),
    ("outbox.calendar", ("GET",), NOTHING),
    ("outbox.send_again", ("POST",), NOTHING),
    ("outbox.mark_sent", ("POST",), NOTHING),
    ("scorecards.show", ("GET",), OWN),
    ("scorecards.submit", ("POST",), NOTHING),
    ("scorecards.rate", BOTH, OWN),
    ("scorecards.autosave", ("POST",), NOTHING),
    ("scorecards.remark", ("GET",), OWN),
    ("scorecards.remark", ("POST",), NOTHING),
    ("scorecards.autosave_remarks", ("POST",), OWN),
    ("scorecards.correct", BOTH, NOTHING),
    ("scorecards.discard", ("POST",), NOTHING),
    ("pipeline.board", ("GET",), RESULT),
    ("pipeline.list", ("GET",), RESULT),
    ("pipeline.move", ("POST",), RESULT),
    ("pipeline.stages", BOTH, NOTHING),
    ("pipeline.timeline", ("GET",), RESULT),
    ("debriefs.show", ("GET",), RESULT),
    ("debriefs.agree", ("POST",), RESULT),
    ("debriefs.answer", ("POST",), RESULT),
    ("debriefs.decide", BOTH, NOTHING),
    ("applications.show", ("GET",), RESULT),
    ("applications.waive", ("GET",), RESULT),
    ("applications.waive", ("POST",), NOTHING),
    ("applications.withdraw_waiver", ("POST",), NOTHING),
    ("reveals.reveal", BOTH, PROGRESS),
    ("elsewhere.show", ("GET",), RESULT),
    ("fair_averages.show", ("GET",), RESULT),
    ("comparisons.show", ("GET",), RESULT),
    ("comparisons.ranks", ("GET",), RESULT),
    ("weight_trials.show", ("GET",), RESULT),
    ("documents.index", ("GET",), NOTHING),
    ("documents.make_profile", ("POST",), NOTHING),
    ("documents.make_comparison", ("POST",), NOTHING),
    ("documents.download", ("GET",), NOTHING),
    ("briefs.show", ("GET",), NOTHING),
    ("briefs.make", ("POST",), NOTHING),
    ("briefs.vacancy", ("GET",), NOTHING),
    ("briefs.vacancy_file", ("GET",), NOTHING),
    ("briefs.preview", ("GET",), NOTHING),
    ("calibration.index", ("GET",), NOTHING),
    ("calibration.new", BOTH, NOTHING),
    ("calibration.show", ("GET",), NOTHING),
    ("calibration.edit", BOTH, NOTHING),
    ("calibration.discard", BOTH, NOTHING),
    ("calibration.begin", ("POST",), NOTHING),
    ("calibration.close", ("POST",), NOTHING),
    ("calibration.rate", BOTH, NOTHING),
    ("calibration.autosave", ("POST",), NOTHING),
    ("calibration.submit", ("POST",), NOTHING),
    ("calibration.report", ("GET",), NOTHING),
    ("calibration.download", ("GET",), NOTHING),
    ("panels.index", ("GET",), SETTLED),
    ("panels.rubric", ("GET",), SETTLED),
    ("panels.measure", ("POST",), NOTHING),
    ("panels.position", ("GET",), RESULT),
    ("panels.own", ("GET",), SETTLED),
    ("fairness.index", ("GET",), NOTHING),
    ("fairness.report", ("POST",), NOTHING),
    ("fairness.new", BOTH, NOTHING),
    ("fairness.edit", BOTH, NOTHING),
    ("fairness.remove", BOTH, NOTHING),
    ("fairness.people", BOTH, NOTHING),
    ("fairness.sheet", BOTH, NOTHING),
)
"""What a page or an answer says. A document is frozen when it is made, and made after the reveal only."""

SHOWS = {(endpoint, method): shows for endpoint, methods, shows in TABLE for method in methods}
PANEL = ("interviewer", "recruiter", "manager", "guest")
OTHERS = ("another recruiter", "another manager", "administrator")
BLIND = [
    *(("one", who) for who in ("interviewer", "manager")),
    *(("most", who) for who in (*PANEL, *OTHERS)),
    *(("late", who) for who in ("manager", "guest")),
    *(("quorum", who) for who in ("interviewer", "manager", "guest")),
]
"""After one of four has submitted, after all but one have, and revealed: by all, with one who owes a scorecard of a later
talk, and by a quorum of three, with one who never submitted and one of the three who is asked to another talk. Somebody from
outside sees what others rated at no time."""


@pytest.fixture(scope="module")
def stage(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    return build(tmp_path_factory.mktemp("blind"), migrated_sqlite)


def differing(first: Visit, second: Visit) -> set[tuple[str, str]]:
    assert first.keys() == second.keys()
    return {
        (endpoint, method)
        for endpoint, method, address in first
        if first[endpoint, method, address] != second[endpoint, method, address]
    }


def of_kind(*kinds: Shows, method: str) -> set[tuple[str, str]]:
    return {key for key, shows in SHOWS.items() if shows in kinds and key[1] == method}


def test_every_route_is_in_the_table() -> None:
    assert set(SHOWS) == set(NEEDS), "say here what a new route shows of ratings"


@pytest.mark.parametrize("posting", [False, True], ids=["get", "post"])
@pytest.mark.parametrize(("state", "who"), BLIND)
def test_nobody_can_tell_what_the_others_rated(stage: Stage, state: str, who: str, posting: bool) -> None:
    low = stage.visit(stage.told(state, high=False), who, posting=posting)
    high = stage.visit(stage.told(state, high=True, but=who), who, posting=posting)
    assert differing(low, high) == set()
    assert any(status == 200 for status, _, _ in low.values())


@pytest.mark.parametrize("posting", [False, True], ids=["get", "post"])
def test_after_the_reveal_the_result_is_told_where_the_table_says(stage: Stage, posting: bool) -> None:
    """That the story told twice does differ, and is seen to. The day lists only who is not decided on."""
    low, high = (stage.visit(stage.told("late", high=high), "administrator", posting=posting) for high in (False, True))
    assert differing(low, high) == of_kind(RESULT, method="POST" if posting else "GET") - {("home.my_day", "GET")}


def test_after_the_reveal_the_day_tells_who_is_to_be_talked_over(stage: Stage) -> None:
    stories = [stage.undecided("quorum", high=high, but="recruiter") for high in (False, True)]
    low, high = (stage.ask(told, "administrator", "/") for told in stories)
    assert low[0] == high[0] == 200
    assert low != high


@pytest.mark.parametrize("who", ["recruiter", "another recruiter", "another manager"])
def test_after_a_reveal_by_quorum_whoever_owes_nothing_is_told_the_result(stage: Stage, who: str) -> None:
    low, high = (stage.visit(stage.told("quorum", high=high, but=who), who) for high in (False, True))
    told = differing(low, high)
    assert told <= of_kind(RESULT, SETTLED, method="GET")
    assert told >= {(name, "GET") for name in ("applications.show", "debriefs.show", "positions.show", "pipeline.board")}


@pytest.mark.parametrize("who", ["interviewer", "guest"])
@pytest.mark.parametrize("posting", [False, True], ids=["get", "post"])
def test_the_own_ratings_are_seen_where_the_table_says(stage: Stage, who: str, posting: bool) -> None:
    low, high = (stage.visit(stage.told("most", high=high), who, posting=posting) for high in (False, True))
    assert differing(low, high) == of_kind(OWN, method="POST" if posting else "GET")


def test_the_own_ratings_stand_on_the_result_before_the_reveal(stage: Stage) -> None:
    low, high = (stage.visit(stage.told("most", high=high), "recruiter") for high in (False, True))
    assert ("applications.show", "GET") in differing(low, high)
    assert differing(low, high) <= of_kind(OWN, RESULT, method="GET")


def test_progress_is_told_where_the_table_says(stage: Stage) -> None:
    one, most = (stage.visit(stage.told(state, high=False), "administrator") for state in ("one", "most"))
    told = differing(one, most)
    assert of_kind(PROGRESS, method="GET") <= told <= of_kind(PROGRESS, RESULT, method="GET")


def test_a_kit_on_paper_knows_no_ratings(stage: Stage) -> None:
    assert DRAWN == ("kits.download",)
    address = f"/interviews/{stage.values['interview_id']}/kit.pdf"
    drawn = [stage.ask(stage.told("most", high=high), "administrator", address) for high in (False, True)]
    assert drawn[0][0] == 200 and drawn[0] == drawn[1]


def test_no_page_shows_anothers_private_notes_even_after_the_reveal(stage: Stage) -> None:
    for who in ("administrator", "recruiter"):
        visit = stage.visit(stage.told("late", high=False), who)
        said = "".join(body for _, _, body in visit.values() if isinstance(body, str))
        assert "LOW SAYS" in said
        assert set(re.findall(r"PRIVATE LOW SAYS (\d+)", said)) <= {str(stage.people[who].account_id)}
