"""Who sees what of a calibration exercise: nobody who has yet to rate sees anything that others rated or know."""

from __future__ import annotations

from dataclasses import dataclass

DRAFT, OPEN, CLOSED = "draft", "open", "closed"


@dataclass(frozen=True, slots=True)
class Sight:
    """What a person may see of one exercise in its `state`.

    `manages`: the role may run exercises. Who takes part is blind first and a manager second: an exercise that one takes
    part in, others run.
    """

    state: str
    manages: bool
    takes_part: bool
    submitted: bool
    made: bool = False
    """Began to prepare it, be it that others went on with it."""

    @property
    def exists(self) -> bool:
        """Whether there is such an exercise at all, as far as this person can tell."""
        return self.manages or (self.takes_part and self.state != DRAFT)

    @property
    def runs(self) -> bool:
        """Prepares, opens and changes it, and knows the reference."""
        return self.manages and not self.takes_part

    @property
    def discards(self) -> bool:
        """As long as nobody was asked to rate, and only what one began oneself."""
        return self.runs and self.made and self.state == DRAFT

    @property
    def closes(self) -> bool:
        """Who owes the own ratings would end by closing what they have yet to rate."""
        return self.manages and not self.owes

    @property
    def owes(self) -> bool:
        return self.takes_part and not self.submitted and self.state == OPEN

    @property
    def counts(self) -> bool:
        """How many have submitted."""
        return self.people or (self.takes_part and self.submitted) or (self.takes_part and self.state == CLOSED)

    @property
    def people(self) -> bool:
        """Who takes part, and who of them has submitted."""
        return self.runs or (self.manages and (self.submitted or self.state == CLOSED))

    @property
    def reference(self) -> bool:
        return self.runs or self.report

    @property
    def report(self) -> bool:
        """Everybody's ratings and evidence: not before the exercise is closed, for nobody."""
        return self.state == CLOSED and (self.manages or self.takes_part)

    @property
    def names(self) -> bool:
        """Whose a rating is; those who take part see letters."""
        return self.runs
