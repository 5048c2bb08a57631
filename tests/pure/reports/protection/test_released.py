"""The ledger: what may be published beside what has been."""

from reports.protection import (
    Atom,
    Atoms,
    Released,
    Verdict,
    atoms_of,
    atoms_over_states,
    check_release,
    cut,
    protect_cuts,
    table_cuts,
)

TOWN = atoms_of(("school", "category"), [("a", "x")] * 12 + [("a", "y")] * 2 + [("b", "x")] * 9 + [("b", "y")] * 6)


def _after(*wheres: dict[str, str]) -> Released:
    return Released().with_cuts([cut(where) for where in wheres], TOWN)


def test_a_small_filter_is_refused() -> None:
    assert check_release(Released(), TOWN, cut({"school": "a", "category": "y"})) is Verdict.SMALL


def test_a_filter_that_differs_from_an_earlier_one_by_two_people_is_refused() -> None:
    released = _after({"school": "a"})

    assert check_release(released, TOWN, cut({"school": "a", "category": "x"})) is Verdict.TOO_CLOSE
    assert check_release(released, TOWN, cut({"school": "b"})) is Verdict.NEW


def test_a_filter_that_tells_only_together_with_several_others_is_refused() -> None:
    released = _after({}, {"school": "b"}, {"category": "x"}, {"school": "b", "category": "y"})

    # 29 - 15 - 12 = 2 people of school a and category y.
    assert check_release(released, TOWN, cut({"school": "a", "category": "x"})) is not Verdict.NEW
    assert not check_release(_after({}, {"school": "b"}), TOWN, cut({"school": "a", "category": "x"})).may_show


def test_what_can_be_computed_anyway_may_be_shown() -> None:
    assert check_release(_after({}, {"school": "a"}), TOWN, cut({"school": "b"})) is Verdict.KNOWN


def test_the_same_group_with_one_more_answer_is_refused_and_with_five_more_is_not() -> None:
    for more, verdict in ((1, Verdict.TOO_CLOSE), (4, Verdict.TOO_CLOSE), (5, Verdict.NEW)):
        atoms = atoms_over_states(("school",), [{("a",): 20, ("b",): 7}, {("a",): 20 + more, ("b",): 7}])
        released = Released().with_cuts([cut({"school": "a"})], atoms)

        assert check_release(released, atoms, cut({"school": "a"}, state=1)) is verdict


def test_a_total_that_grew_enough_does_not_betray_the_group_that_grew_by_one() -> None:
    states: list[dict[tuple[str, ...], int]] = [{("a",): 20, ("b",): 20}, {("a",): 21, ("b",): 26}]
    atoms = atoms_over_states(("school",), states)
    before = protect_cuts(atoms, table_cuts(atoms, ("school",), state=0))
    after = protect_cuts(atoms, table_cuts(atoms, ("school",), state=1), released=before.released)

    assert [after.size(cut(where, 1)).known() for where in ({}, {"school": "a"}, {"school": "b"})] == [47, None, None]


def test_withdrawn_answers_are_not_betrayed() -> None:
    then = Atoms(("school",), {Atom(("a",)): 20})
    released = Released().with_cuts([cut({"school": "a"})], then)

    assert not check_release(released, Atoms(("school",), {Atom(("a",)): 19}), cut({"school": "a"})).may_show
    assert check_release(released, Atoms(("school",), {Atom(("a",)): 14}), cut({"school": "a"})).may_show


def test_the_ledger_comes_back_from_json() -> None:
    released = Released().with_cuts([cut(), cut({"school": ["b", "a"]}, 2)], TOWN)

    assert Released.from_json(released.to_json()) == released


def test_states_are_told_apart_by_counts() -> None:
    atoms = atoms_over_states(("s",), [{("a",): 5}, {("a",): 7}, {("a",): 4, ("b",): 1}])

    assert [atoms.size(cut(state=state)) for state in (0, 1, 2)] == [5, 7, 5]
