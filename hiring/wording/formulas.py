"""Formulas from one line of source: MathML for the page, whose text alone is the formula as it is typed into documents.

Source: names and numbers; `x_c` and `x^2` put below and above; `[a]/[b]` is a fraction; `sqrt[a]` a root; `sum_c` a sum
over c. Brackets only hold together and are not printed; everything else is. What a browser draws by place (a fraction's
line, what stands below) also stands there as characters that the style sheet hides (`as-text`), so that a reader without
MathML, or a copy without styles, still says the formula.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape

from hiring.language import Language

_TOKEN = re.compile(r"[^\W\d_]+|\d+(?:\.\d+)?|\S")
_SPACED = frozenset("=+−·±<>≤≥≠→≈")
_LISTING = frozenset(";:")
_TAG = re.compile("<[^>]*>")
_SIGNS = {"sum": "∑"}


def as_mathml(source: str, language: Language, *, block: bool = True) -> str:
    """A `math` element, on lines of its own or within a line. Raises ValueError when brackets do not match."""
    reader = _Reader(_TOKEN.findall(source), language)
    inner = reader.row()
    if reader.rest:
        raise ValueError(f"formula ends before {reader.rest}")
    return f'<math display="block">{inner}</math>' if block else f"<math>{inner}</math>"


def as_text(source: str, language: Language) -> str:
    """S = (∑_c w_c · s_c) / (∑_c w_c)"""
    return unescape(_TAG.sub("", as_mathml(source, language))).strip()


class _Reader:
    """Reads tokens from the left; every method returns markup."""

    def __init__(self, tokens: list[str], language: Language) -> None:
        self.rest, self.language = tokens, language

    def row(self) -> str:
        return self._row()[0]

    def _row(self) -> tuple[str, bool]:
        """What follows up to the end or the closing bracket; with whether it is more than one item."""
        items = list(self._items())
        return (items[0], False) if len(items) == 1 else (f"<mrow>{''.join(items)}</mrow>", True)

    def _items(self) -> Iterator[str]:
        while self.rest and self.rest[0] != "]":
            if self.rest[0] == "[":
                yield self._fraction()
            else:
                yield self._scripted()

    def _group(self) -> tuple[str, bool]:
        """What stands in brackets, or the one token without any; with whether it needs parentheses as text."""
        if not self._take("["):
            return self._leaf(self.rest.pop(0)), False
        inner = self._row()
        if not self._take("]"):
            raise ValueError("a bracket is not closed")
        return inner

    def _fraction(self) -> str:
        above = self._group()
        if not self._take("/"):
            return above[0]
        return f"<mfrac>{_as_text('', *above)}{_as_text(' / ', *self._group())}</mfrac>"

    def _scripted(self) -> str:
        name = self.rest.pop(0)
        if name == "sqrt":
            return f"<msqrt>{_as_text('√', self._group()[0], wide=True)}</msqrt>"
        base, below, above = self._leaf(name), "", ""
        if self._take("_"):
            below = _as_text("_", *self._group())
        if self._take("^"):
            above = _as_text("^", *self._group())
        if name in _SIGNS:
            sign = f"<munder>{base}{below}</munder>" if below else base
            return f'{sign}<mo class="as-text"> </mo>'
        return _beside(base, below, above)

    def _leaf(self, token: str) -> str:
        if token in _SIGNS:
            return f"<mo>{_SIGNS[token]}</mo>"
        if token[0].isdigit():
            return f"<mn>{token.replace('.', ',') if self.language.locale == 'ru' else token}</mn>"
        if token.isalpha():
            return f"<mi>{token}</mi>"
        if token in _SPACED:
            return f"<mo>{escape(f' {token} ')}</mo>"
        return f"<mo>{escape(token)}{' ' if token in _LISTING else ''}</mo>"

    def _take(self, token: str) -> bool:
        if self.rest and self.rest[0] == token:
            self.rest.pop(0)
            return True
        return False


def _beside(base: str, below: str, above: str) -> str:
    if below and above:
        return f"<msubsup>{base}{below}{above}</msubsup>"
    if below:
        return f"<msub>{base}{below}</msub>"
    return f"<msup>{base}{above}</msup>" if above else base


def _as_text(sign: str, inner: str, wide: bool) -> str:
    """The inner part after a sign, in parentheses where it is more than one name; sign and parentheses as text only."""
    opened, closed = sign + "(" * wide, ")" * wide
    if not opened and not closed:
        return inner
    before = f'<mo class="as-text">{opened}</mo>' if opened else ""
    after = f'<mo class="as-text">{closed}</mo>' if closed else ""
    return f"<mrow>{before}{inner}{after}</mrow>"
