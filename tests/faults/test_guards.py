"""The list of guards is about the code as it is, and what takes them out can tell."""

import ast
from dataclasses import replace
from pathlib import Path

import pytest

from tests.faults.guards import GUARDS
from tests.faults.guards.__main__ import BROKEN, GREEN, RED, verdict
from tests.faults.guards.copies import Copy, Outcome
from tests.faults.guards.guard import Edit, Guard

ROOT = Path(__file__).resolve().parents[2]
EDITS = [(guard.name, edit) for guard in GUARDS for edit in guard.edits]
ONE = Guard("one", "tests/x.py::test_x", (Edit("x.py", "if held:", "if False:"),))


def without(guard: Guard) -> dict[str, str]:
    """The files that differ when it is out."""
    texts = {edit.file: (ROOT / edit.file).read_text() for edit in guard.edits}
    for edit in guard.edits:
        texts[edit.file] = texts[edit.file].replace(edit.text, edit.instead)
    return texts


@pytest.mark.parametrize(("name", "edit"), EDITS)
def test_a_guard_is_where_the_list_says(name: str, edit: Edit) -> None:
    assert (ROOT / edit.file).read_text().count(edit.text) == 1
    assert edit.instead != edit.text


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.name)
def test_without_a_guard_the_code_still_reads(guard: Guard) -> None:
    for text in without(guard).values():
        ast.parse(text)


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.name)
def test_a_guards_test_is_there(guard: Guard) -> None:
    file, _, name = guard.test.partition("::")
    functions = {
        node.name
        for node in ast.walk(ast.parse((ROOT / file).read_text()))
        if isinstance(node, ast.FunctionDef)
    }
    assert name.partition("[")[0] in functions


def test_guards_have_names_of_their_own() -> None:
    assert len({guard.name for guard in GUARDS}) == len(GUARDS)


@pytest.mark.parametrize(
    ("failures", "errors", "passed", "expected"),
    [
        (["AssertionError: an effect happened twice"], 0, 0, RED),
        (["Failed: DID NOT RAISE <class 'X'>"], 0, 0, RED),
        (["NameError: name 'mark' is not defined"], 0, 0, BROKEN),
        ([], 1, 0, BROKEN),
        ([], 0, 0, BROKEN),
        ([], 0, 1, GREEN),
    ],
)
def test_only_a_failed_assertion_is_red(
    failures: list[str], errors: int, passed: int, expected: str
) -> None:
    assert verdict(ONE, Outcome(passed, failures, errors, "")) == expected


def test_what_a_guard_keeps_from_happening_may_be_said_instead() -> None:
    crossed = replace(ONE, also="deadlock detected")
    said = Outcome(0, ["OperationalError: deadlock detected"], 0, "")
    assert (verdict(crossed, said), verdict(ONE, said)) == (RED, BROKEN)


def test_a_guard_is_taken_out_of_the_copy_and_put_back(tmp_path: Path) -> None:
    copy = Copy(tmp_path)
    (guard,) = (guard for guard in GUARDS if guard.name == "a relay's lease")
    (edit,) = guard.edits
    before = (ROOT / edit.file).read_text()
    with copy.without(guard.edits):
        assert (tmp_path / edit.file).read_text() == before.replace(edit.text, edit.instead)
        assert (ROOT / edit.file).read_text() == before
    assert (tmp_path / edit.file).read_text() == before
    with pytest.raises(LookupError), copy.without((Edit(edit.file, "no such text", ""),)):
        pass
