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
    _values: ClassVar[attrgetter[Any]]
    if TYPE_CHECKING:
        __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    def __init_subclass__(cls) -> None:
        dataclass(init=False, repr=False, eq=False)(cls)
        cls._blank = {field.name: field.default for field in fields(cls)}
        cls._values = attrgetter(*cls._blank)

    def __init__(self, *values: object, **named: object) -> None:
        given = dict(zip(self._blank, values, strict=False))
        given.update(named)
        state = {**self._blank, **given}
        missing = [name for name, value in state.items() if value is MISSING]
        if missing or len(state) > len(self._blank) or len(given) < len(values) + len(named):
            given_names = ", ".join(given) or "nothing"
            raise TypeError(f"{type(self).__name__} takes {', '.join(self._blank)}; it was given {given_names}")
        for name, value in state.items():
            object.__setattr__(self, name, value)

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
