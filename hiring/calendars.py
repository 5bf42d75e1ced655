"""An interview as a calendar entry (iCalendar)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from icalendar import Calendar, Event, vCalAddress, vText

PRODUCT = "-//hiring//interviews//EN"


class Method(StrEnum):
    REQUEST = "REQUEST"
    """An invitation, or a change of one that was sent."""
    CANCEL = "CANCEL"
    PUBLISH = "PUBLISH"
    """For oneself: nothing to accept."""


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """`number` and `made_at` of the interview are its name for ever; `version` tells a later state from an earlier one."""

    number: int
    made_at: dt.datetime
    version: int
    begins: dt.datetime
    minutes: int
    summary: str
    description: str
    place: str
    organizer: tuple[str, str]
    """Name and address."""
    attendee: tuple[str, str]
    locale: str

    @property
    def uid(self) -> str:
        return f"interview-{self.number}-{self.made_at:%Y%m%dT%H%M%S}@hiring"


def write_calendar(entry: CalendarEntry, method: Method, *, now: dt.datetime) -> str:
    """The same for the same entry and moment. Private: whom somebody interviews is nobody else's to read in a calendar."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method.value)
    calendar.add_component(_event(entry, method, now))
    written: bytes = calendar.to_ical()
    return written.decode()


def _event(entry: CalendarEntry, method: Method, now: dt.datetime) -> Event:
    event, begins = Event(), entry.begins.astimezone(dt.UTC)
    event.add("uid", entry.uid)
    event.add("sequence", entry.version)
    event.add("dtstamp", now.astimezone(dt.UTC).replace(microsecond=0))
    event.add("dtstart", begins)
    event.add("dtend", begins + dt.timedelta(minutes=entry.minutes))
    event.add("summary", vText(entry.summary), parameters={"language": entry.locale})
    event.add("description", entry.description)
    if entry.place:
        event.add("location", entry.place)
    event.add("class", "PRIVATE")
    event.add("status", "CANCELLED" if method is Method.CANCEL else "CONFIRMED")
    if method is not Method.PUBLISH:
        event.add("organizer", _person(entry.organizer))
        event.add("attendee", _person(entry.attendee, asked=method is Method.REQUEST))
    return event


def _person(named: tuple[str, str], *, asked: bool = False) -> vCalAddress:
    name, address = named
    person = vCalAddress(f"mailto:{address}")
    person.params["cn"] = vText(name.replace('"', "'"))
    if asked:
        person.params |= {"role": "REQ-PARTICIPANT", "partstat": "NEEDS-ACTION", "rsvp": "TRUE"}
    return person
