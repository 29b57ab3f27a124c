"""Records behave as the frozen dataclasses that they stand for."""

import pickle
from dataclasses import FrozenInstanceError, asdict, dataclass, fields, is_dataclass, replace

import pytest

from feedback_desk import model
from feedback_desk.record import Record


class Pair(Record):
    one: str
    other: tuple[int, ...] = ()


@dataclass(frozen=True)
class Twin:
    one: str
    other: tuple[int, ...] = ()


def test_it_is_made_printed_compared_and_copied_as_a_frozen_dataclass_is():
    for make in (lambda kind: kind("a"), lambda kind: kind("a", (1,)), lambda kind: kind(other=(2,), one="b")):
        record, twin = make(Pair), make(Twin)
        assert (record.one, record.other) == (twin.one, twin.other)
        assert repr(record) == repr(twin).replace("Twin", "Pair")
        assert asdict(record) == asdict(twin)
        assert list(vars(record)) == list(vars(twin)) == ["one", "other"]
        assert hash(record) == hash(make(Pair)) == hash(twin)
        assert record == make(Pair)
        assert record != twin
        assert replace(record, one="c") == Pair("c", record.other) != record
        assert pickle.loads(pickle.dumps(record)) == record
    assert is_dataclass(Pair)
    assert [field.name for field in fields(Pair)] == ["one", "other"]


@pytest.mark.parametrize(
    ("values", "named"),
    [((), {}), ((), {"other": ()}), (("a", (), 3), {}), (("a",), {"one": "b"}), (("a",), {"third": 3})],
)
def test_what_a_dataclass_refuses_it_refuses(values, named):
    for kind in (Pair, Twin):
        with pytest.raises(TypeError):
            kind(*values, **named)


def test_nothing_in_it_can_be_changed():
    record = Pair("a")
    for change in (
        lambda: setattr(record, "one", "b"),
        lambda: setattr(record, "new", 1),
        lambda: delattr(record, "one"),
    ):
        with pytest.raises(FrozenInstanceError):
            change()
    assert record == Pair("a")


def test_every_noun_of_the_model_has_its_required_fields_first():
    nouns = [
        kind
        for kind in vars(model).values()
        if isinstance(kind, type) and issubclass(kind, Record) and kind is not Record
    ]
    assert len(nouns) > 25
    for kind in nouns:
        optional = [hasattr(kind, field.name) for field in fields(kind)]
        assert optional == sorted(optional), kind
