"""What nouns are made of: they behave as the frozen dataclasses they stand for."""

import pickle
from dataclasses import FrozenInstanceError, asdict, dataclass, fields, is_dataclass, replace

import pytest

from feedback_desk import model
from feedback_desk.noun import Noun


class Pair(Noun):
    one: str
    other: tuple[int, ...] = ()


@dataclass(frozen=True)
class Twin:
    one: str
    other: tuple[int, ...] = ()


def test_it_is_made_printed_compared_and_copied_as_a_frozen_dataclass_is():
    for make in (lambda kind: kind("a"), lambda kind: kind("a", (1,)), lambda kind: kind(other=(2,), one="b")):
        noun, twin = make(Pair), make(Twin)
        assert (noun.one, noun.other) == (twin.one, twin.other)
        assert repr(noun) == repr(twin).replace("Twin", "Pair")
        assert asdict(noun) == asdict(twin)
        assert list(vars(noun)) == list(vars(twin)) == ["one", "other"]
        assert hash(noun) == hash(make(Pair)) == hash(twin)
        assert noun == make(Pair)
        assert noun != twin
        assert replace(noun, one="c") == Pair("c", noun.other) != noun
        assert pickle.loads(pickle.dumps(noun)) == noun
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
    noun = Pair("a")
    for change in (lambda: setattr(noun, "one", "b"), lambda: setattr(noun, "new", 1), lambda: delattr(noun, "one")):
        with pytest.raises(FrozenInstanceError):
            change()
    assert noun == Pair("a")


def test_every_noun_of_the_model_has_its_required_fields_first():
    nouns = [
        kind for kind in vars(model).values() if isinstance(kind, type) and issubclass(kind, Noun) and kind is not Noun
    ]
    assert len(nouns) > 25
    for kind in nouns:
        optional = [hasattr(kind, field.name) for field in fields(kind)]
        assert optional == sorted(optional), kind
