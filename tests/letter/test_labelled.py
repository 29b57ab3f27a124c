"""Precision and recall of every rule on the labelled set.

`python -m tests.letter.labelled_cases` prints them by part.
"""

import json

import pytest

from tests.letter.labelled_cases import FOLDER, PARTS, counted, rules, table

BLOCKING = """protected-trait family-health india-trait age-proxy speech culture-fit comparison promise insult
internal-data third-party wrong-facts policy metadata""".split()  # noqa: SIM905 -- a list of forty is read more easily so
OTHERS = """personality feeling motive absolute vague-praise vague-gap stock-phrase no-evidence no-next-step off-role
unfixable no-strength too-many both-ways against-rating no-situation no-impact orders question-leak resume-recap late
pronoun length resources courtesy acronym""".split()  # noqa: SIM905


def test_all_forty_rules_are_labelled():
    assert set(rules()) == {*BLOCKING, *OTHERS}
    assert len(BLOCKING) + len(OTHERS) == 40


@pytest.mark.parametrize("rule", [*BLOCKING, *OTHERS])
def test_enough_is_labelled_and_a_third_of_it_put_aside(rule):
    parts = {part: json.loads((FOLDER / part / f"{rule}.json").read_text("utf-8")) for part in PARTS}
    least = 30 if rule in BLOCKING else 10
    for kind in ("fires", "quiet"):
        sizes = {part: len(parts[part][kind]) for part in PARTS}
        assert sum(sizes.values()) >= least
        assert sizes["held"] * 3 >= least - 2  # what is added to the open part later needs no more put aside
    both = [
        json.dumps(case, sort_keys=True) for part in PARTS for kind in ("fires", "quiet") for case in parts[part][kind]
    ]
    assert len(set(both)) == len(both)


@pytest.mark.parametrize("rule", [*BLOCKING, *OTHERS])
def test_a_rule_finds_what_it_should_and_little_else(rule):
    counts = [counted(rule, part) for part in PARTS]
    fired = sum(one.fired for one in counts)
    missed = [case for one in counts for case in one.missed]
    false = [case for one in counts for case in one.false]
    assert fired / (fired + len(false)) >= (0.95 if rule in BLOCKING else 0.9), false
    assert fired / (fired + len(missed)) >= (0.9 if rule in BLOCKING else 0.8), missed


def test_the_run_prints_both_rates_by_rule(capsys):
    lines = list(table())
    with capsys.disabled():
        print("\n" + "\n".join(lines))
    assert len(lines) == 41
