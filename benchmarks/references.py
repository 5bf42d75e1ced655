"""The bare programs our figures are held against: Flask, SQLAlchemy, Jinja2 or WeasyPrint alone doing the same work."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path

from flask import Flask, render_template_string
from sqlalchemy import String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

PEOPLE = 20_000

LIST = """<!doctype html><html lang="en"><head><title>List</title></head><body><h1>People</h1><table>
{% for person in people %}<tr><td><a href="/{{ person.id }}">{{ person.name }}</a></td>
<td>{{ person.city }}</td><td>{{ person.job }}</td></tr>{% endfor %}
</table></body></html>"""
ONE = """<!doctype html><html lang="en"><head><title>One</title></head>
<body><h1>{{ person.name }}</h1><p>{{ person.job }}</p></body></html>"""


class Base(DeclarativeBase):
    pass


class Person(Base):
    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200), index=True)
    city: Mapped[str] = mapped_column(String(200))
    job: Mapped[str] = mapped_column(String(200))


class Mark(Base):
    __tablename__ = "mark"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int]
    value: Mapped[int]
    note: Mapped[str] = mapped_column(String(400))


class BareProgram:
    """A list page of 50 out of 20,000 rows by ORM, a one-row page, and a commit of one update with twelve inserts."""

    def __init__(self, folder: Path) -> None:
        self.engine = create_engine(f"sqlite:///{folder / 'bare.db'}")
        with self.engine.connect() as connection:
            connection.exec_driver_sql("pragma journal_mode=wal")
            connection.exec_driver_sql("pragma synchronous=normal")
        Base.metadata.create_all(self.engine)
        with Session(self.engine) as session:
            session.execute(
                Person.__table__.insert(),
                [{"name": f"Person {n:05}", "city": f"City {n % 90}", "job": "Account manager"} for n in range(PEOPLE)],
            )
            session.commit()
        self.app = Flask("bare")
        self.app.add_url_rule("/", "list", self._list)
        self.app.add_url_rule("/<int:number>", "one", self._one)
        self.client = self.app.test_client()

    def _list(self) -> str:
        with Session(self.engine) as session:
            people = session.scalars(select(Person).order_by(Person.name).limit(50)).all()
            return render_template_string(LIST, people=people)

    def _one(self, number: int) -> str:
        with Session(self.engine) as session:
            return render_template_string(ONE, person=session.get(Person, number))

    def get(self, address: str) -> Callable[[], object]:
        return lambda: self.client.get(address).get_data()

    def commit_twelve(self) -> None:
        with Session(self.engine) as session:
            person = session.get_one(Person, 1)
            person.job = "Key account manager" if person.job == "Account manager" else "Account manager"
            session.add_all([Mark(person_id=1, value=3, note="What was said and done in the meeting") for _ in range(12)])
            session.commit()


def bare_pdf(sheets: list[list[str]], *, landscape: bool = False) -> Callable[[], object]:
    """A plain tagged document of these words, a list a page, drawn by WeasyPrint alone with its defaults.

    The very words, because long ones of another alphabet take longer to set than a short one said again and again.
    """
    from weasyprint import HTML

    size = "A4 landscape" if landscape else "A4"
    top = "<tr><th scope='col'>a</th><th scope='col'>b</th></tr>"
    tables = "".join(f"<table>{top}{_bare_rows(words)}</table>" for words in sheets)
    style = f"@page{{size:{size};margin:12mm}}body{{font-size:7pt}}table{{width:100%;table-layout:fixed;break-after:page}}"
    head = f"<head><title>Bare</title><style>{style}</style></head>"
    page = f"<html lang='en'>{head}<body><h1>Bare</h1>{tables}</body></html>"
    return lambda: HTML(string=page).write_pdf(pdf_variant="pdf/ua-1")


def _bare_rows(words: list[str]) -> str:
    rows = (" ".join(words[start : start + 10]) for start in range(0, len(words), 10))
    return "".join(f"<tr><td>Row {number}</td><td>{escape(row)}</td></tr>" for number, row in enumerate(rows))
