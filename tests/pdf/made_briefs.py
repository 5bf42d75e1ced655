"""Orders of an invented employer, with every question answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction

from made_documents import ISSUED, rubric, subject

from hiring.domain.profile import Adjustment, Threshold, build_profile
from hiring.pdf.brief_data import BriefDocument
from hiring.pdf.brief_document import build_brief_document

ANSWERS: Mapping[str, object] = {
    "role.definition": "Удерживает и расширяет работу с шестью сетями и представляет их интересы внутри компании.",
    "profile.level": "L2",
    "profile.company_size": "medium",
    "profile.sales_system": {"channels": ["field", "tenders"], "description": "Отдел из девяти человек и партнёры"},
    "profile.portfolio_mode": "mixed",
    "profile.portfolio_mode.small_share": 30,
    "profile.portfolio_mode.clients": 14,
    "profile.team_mode": "supported",
    "profile.hunter_share": 20,
    "profile.industry": "Упаковка и складская логистика",
    "profile.industry.product": "materials",
    "profile.client_type": {
        "industry": "retail",
        "size": "large",
        "decides": "committee",
        "cycle": "three_six",
        "deal": "large",
        "words": "Сети с распределительными центрами",
    },
    "profile.territory": "Северо-Запад и Москва",
    "profile.duties.events": True,
    "profile.authority_limits": {"discount": 7, "terms": "Отсрочка до 45 дней", "claims": "До 300 тыс. руб."},
    "profile.training_capacity": {"months": 2, "mentor": True, "budget": "150 тыс. руб."},
    "profile.employer_readiness": {"marketing": False, "product": True, "delivery": True, "sponsor": True},
    "requirements.degree": "preferred",
    "requirements.degree.fields": "Экономика, логистика",
    "requirements.languages": [{"language": "en", "level": "B2"}],
    "profile.travel": 20,
    "key_client.criteria.market_leader": True,
    "key_client.criteria.growth_potential": True,
    "key_client.portfolio_profit_share": {
        "joint": 72,
        "largest": 18,
        "clients": [{"code": "К-1", "share": 18, "market_leader": True}, {"code": "К-2", "share": 9}],
    },
    "pay.currency_period_region": {"currency": "RUB", "period": "month", "tax": "gross", "region": "Москва", "date": "2026"},
    "pay.budget": {"from": 180000, "to": 260000},
    "pay.level_ranges": {"L2": {"from": 160000, "to": 240000}, "L3": {"from": 350000, "to": 500000}},
    "pay.fixed_share": 65,
    "pay.variable_share": 35,
    "pay.variable_basis": "margin",
    "pay.variable_basis.deal": 2000000,
    "pay.variable_basis.margin": 18,
    "pay.variable_basis.discount": 10,
    "pay.commission_tiers": [
        {"from": 0, "to": 1000000, "percent": 15},
        {"from": 1000000, "to": None, "percent": 5},
    ],
    "profile.time_to_fill": 10,
    "sourcing.make_or_buy": "buy",
    "sourcing.passive_search": True,
    "sourcing.adjacent_markets": {"allowed": True, "markets": ["food", "transport"]},
    "candidate.client_base": "Директора по закупкам и логистике региональных сетей",
    "evidence.custom_metrics": [{"name": "Доля заказов в срок", "unit": "%", "better": "up"}],
    "preview.upsides": "Шесть действующих клиентов с договорами на год\nСвобода в условиях до 7 % скидки",
    "preview.downsides": "Маркетинг не приносит заявок\nСклад переезжает весной",
}
REASONS = {"requirements.languages": "Головной офис двух клиентов в Хельсинки.", "profile.travel": "Сети в трёх регионах."}
THRESHOLDS = (Threshold("client_retention_rate", Fraction(80), Fraction(90), Fraction(95)),)
VERSIONS = (
    (2, dt.date(2026, 11, 20), "Клиенты закупают через тендеры."),
    (1, dt.date(2026, 11, 2), ""),
)
APPROVALS = ((dt.date(2026, 11, 23), "Ирина Лаптева", "", "Начинайте поиск."),)


def brief(
    locale: str = "ru",
    *,
    level: str = "L2",
    changes: Mapping[str, object] | None = None,
    approvals: tuple[tuple[dt.date, str, str, str], ...] = APPROVALS,
    **names: str,
) -> BriefDocument:
    """`changes` replace answers; None takes one away."""
    answers = {key: value for key, value in {**ANSWERS, **(changes or {})}.items() if value is not None}
    changed = Adjustment("L2", "negotiation", Fraction(4), None, "Клиенты закупают через тендеры.")
    profile = build_profile(
        rubric(), level_sought=level, answers=answers, adjustments=[changed], thresholds=THRESHOLDS, reasons=REASONS
    )
    said = subject(**names)
    assert said.issued_on == ISSUED
    return build_brief_document(profile, subject=said, number=2, versions=VERSIONS, approvals=approvals, locale=locale)
