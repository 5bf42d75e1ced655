"""What the product says about codes, in the reader's language.

The domain and the actions decide in codes and values; here each code has its sentence. Ids become the rubric's names and
numbers are printed by `hiring.language`. The layer beside storage uses it, nothing below does.
"""

from hiring.wording.names import name_of, say_fact, say_language
from hiring.wording.problems import say_error, say_problem
from hiring.wording.reasons import say_gate_state, say_reason, say_reasons
from hiring.wording.summary import describe_score, say_held_against, say_risks, say_strengths, say_unknowns, say_verdict

__all__ = [
    "describe_score",
    "name_of",
    "say_error",
    "say_fact",
    "say_gate_state",
    "say_held_against",
    "say_language",
    "say_problem",
    "say_reason",
    "say_reasons",
    "say_risks",
    "say_strengths",
    "say_unknowns",
    "say_verdict",
]
