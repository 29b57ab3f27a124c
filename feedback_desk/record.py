"""Frozen values with named fields: what the nouns of `model` are, and other small values."""

from __future__ import annotations

from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn, dataclass_transform


@dataclass_transform(frozen_default=True)
class Record:
    """A frozen value: equal to another of its kind with equal fields, hashable, made and printed by its fields.

    To type checkers, `replace`, `fields` and `asdict` a record is a frozen dataclass. But its methods stand here, once:
    `dataclass` compiles six of them anew for every class, which for the nouns alone cost each start 17 ms.
    """

    _blank: ClassVar[dict[str, object]]
    """The fields in their order, each with its default or `MISSING`."""
    _required: ClassVar[int]
    """How many of them, the first ones, have no default."""
    _values: ClassVar[attrgetter[Any]]
    if TYPE_CHECKING:
        __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    def __init_subclass__(cls) -> None:
        dataclass(init=False, repr=False, eq=False)(cls)
        cls._blank = {field.name: field.default for field in fields(cls)}
        cls._required = sum(value is MISSING for value in cls._blank.values())
        cls._values = attrgetter(*cls._blank)

    def __init__(self, *values: object, **named: object) -> None:
        if named or not self._required <= len(values) <= len(self._blank):
            self._refuse_wrong(values, named)
        state = self.__dict__  # setting names one by one takes three times as long, and an interview has thousands
        state.update(self._blank)
        state.update(zip(self._blank, values, strict=False))
        state.update(named)

    def _refuse_wrong(self, values: tuple[object, ...], named: dict[str, object]) -> None:
        """Raise `TypeError` where the values are not those of the fields."""
        first = [*self._blank][: len(values)]
        needed = [name for name, value in self._blank.items() if value is MISSING]
        given = {*first, *named}
        if len(values) > len(first) or len(given) < len(first) + len(named) or not {*needed} <= given <= {*self._blank}:
            told = ", ".join([*first, *named]) or "nothing"
            raise TypeError(f"{type(self).__name__} takes {', '.join(self._blank)}; it was given {told}")

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return bool(self._values(self) == self._values(other))

    def __hash__(self) -> int:
        return hash(self._values(self))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={getattr(self, name)!r}' for name in self._blank)})"

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> NoReturn:
        raise FrozenInstanceError(f"cannot delete field {name!r}")


def known(kind: type[Record], values: dict[str, Any]) -> dict[str, Any]:
    """The values that a kind of record has fields for: a newer program may have written more."""
    names = {field.name for field in fields(kind)}
    return {name: value for name, value in values.items() if name in names}
