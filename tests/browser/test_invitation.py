"""Somebody from outside, in a real browser: asked by a recruiter, let in by a link on a phone, shut out by revoking it."""

from __future__ import annotations

from typing import Any

from browsing import DESK, PHONE, Served, faults_of, follow

ADMINISTRATOR = "admin@example.org"


def test_somebody_from_outside_comes_by_a_link_and_is_shut_out(served: Served, open_context: Any) -> None:
    desk = served.enter(open_context(DESK), ADMINISTRATOR)
    desk.goto(f"{served.address}/interviews")
    interview = desk.get_attribute("a.main-link", "href")
    found = {}
    desk.goto(f"{served.address}{interview}/external")
    found["add"] = faults_of(desk)
    desk.fill("#name", "Vera Outside")
    desk.fill("#email", "vera@outside.example")
    desk.select_option("#locale", "en")
    follow(desk.locator("main button[type=submit]"))
    found["interview"] = faults_of(desk)
    follow(desk.locator("form[action$='/invitations'] button"))
    desk.goto(f"{served.address}/outbox")
    found["outbox"] = faults_of(desk)
    follow(desk.locator("text=Vera Outside"))
    found["letter"] = faults_of(desk)
    follow(desk.locator("form[action$='/text'] button"))
    assert "/i/" in desk.input_value("#text") and "/i/…" not in desk.input_value("#text")
    desk.goto(f"{served.address}{interview}")
    follow(desk.locator("form[action$='/link'] button", has_text="Vera Outside"))
    found["link"] = faults_of(desk)
    link = desk.input_value("#link")
    phone = open_context(PHONE, locale="ru-RU").new_page()
    phone.goto(link)
    found["enter"] = faults_of(phone)
    follow(phone.locator("main button[type=submit]"))
    assert phone.url == f"{served.address}{interview}/scorecard"
    found["scorecard"] = faults_of(phone)
    desk.goto(f"{served.address}{interview}/cancel")
    found["cancel"] = faults_of(desk)
    desk.goto(f"{served.address}{interview}")
    follow(desk.locator("form[action$='/revoke'] button", has_text="Vera Outside"))
    phone.reload()
    assert phone.url.startswith(f"{served.address}/sign-in")
    phone.goto(link)
    found["closed"] = faults_of(phone)
    assert phone.locator("main form").count() == 0
    assert {page: faults for page, faults in found.items() if faults} == {}
