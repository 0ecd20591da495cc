"""Example values for what texts are made of, found by name and type; nothing is looked up.

A text whose words the tables do not know has no example: the test of `siaga texts` then says so.
"""

import dataclasses
import inspect
import types
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta, tzinfo
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints

from bot.cli.example_words import LATER, NOW, NUMBERS, SPECIAL, WORDS, ZONE
from handlers.incidents.facts import Affected, Facts
from handlers.incidents.kinds import KINDS, Kind
from handlers.policy import Policy
from storage.areas import Station, Store

MOST = 3
"""So many examples stand in a list."""


class NoExample(Exception):
    """Nothing is known to put here; the message names what is missing."""


Make = Callable[[], object]
FIXED: dict[object, Make] = {
    date: NOW.date,
    time: lambda: time(7, 5),
    timedelta: lambda: timedelta(minutes=45),
    tzinfo: lambda: ZONE,
    Policy: lambda: Policy(ZONE, frozenset({1}), "SiagaMalangBot"),
    Kind: lambda: KINDS["bencana"],
}
"""Types whose example does not depend on the name."""


def arguments(owner: str, function: Callable[..., object]) -> dict[str, Any]:
    """An example for each parameter. Raises NoExample."""
    hints = get_type_hints(function)
    return {
        name: example(owner, name, hints[name]) for name in inspect.signature(function).parameters
    }


def example(owner: str, name: str, kind: Any, at: int = 0) -> Any:
    """An example of a type: what `SPECIAL` says for `owner.name`, else by name, else by type.

    `at` counts through several examples of the same name.
    """
    key = f"{owner}.{name}"
    if key in SPECIAL:
        return SPECIAL[key]
    if kind is datetime:
        return NOW + LATER.get(name, timedelta()) + at * timedelta(minutes=5)
    if kind in FIXED:
        return FIXED[kind]()
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return example(owner, name, next(a for a in get_args(kind) if a is not type(None)), at)
    if origin is not None:
        return _collection(owner, name, origin, get_args(kind))
    return _plain(owner, name, kind, at)


def _collection(owner: str, name: str, origin: Any, kinds: Sequence[Any]) -> object:
    if issubclass(origin, Mapping):
        keys = [example(owner, f"{name}_key", kinds[0], at) for at in range(MOST)]
        return {key: example(owner, f"{name}_value", kinds[1], at) for at, key in enumerate(keys)}
    if origin is tuple and (len(kinds) != 2 or kinds[1] is not Ellipsis):
        return tuple(example(owner, f"{name}_{at}", each) for at, each in enumerate(kinds))
    found = [example(owner, name, kinds[0], at) for at in range(MOST)]
    return origin(found) if origin in (tuple, list, set, frozenset) else found


def _plain(owner: str, name: str, kind: Any, at: int) -> object:
    while hasattr(kind, "__supertype__"):
        kind = kind.__supertype__
    if kind is bool:
        return True
    if kind in (int, float):
        return NUMBERS.get(name, 12) + at
    if kind in (str, object, Any):
        return _words(owner, name, at)
    if isinstance(kind, type) and issubclass(kind, Enum):
        members = list(kind)
        return members[at % len(members)]
    if dataclasses.is_dataclass(kind) or hasattr(kind, "_fields"):
        return _record(kind, at)
    raise NoExample(f"{owner}: {name} ({kind})")


def _words(owner: str, name: str, at: int) -> str:
    plain = name.rstrip("_0123456789")
    last = plain.rsplit("_", 1)[-1]
    module = owner.partition(".")[0]
    for known in (f"{module}.{plain}", name, plain, _singular(plain), last, _singular(last)):
        if known in WORDS:
            return WORDS[known][at % len(WORDS[known])]
    raise NoExample(f"{owner}: {name}")


def _singular(name: str) -> str:
    return name.removesuffix("ies") + "y" if name.endswith("ies") else name.removesuffix("s")


def _record(kind: Any, at: int) -> object:
    if kind.__name__ in SPECIAL:
        return SPECIAL[kind.__name__]
    hints = get_type_hints(kind)
    names = kind._fields if hasattr(kind, "_fields") else [f.name for f in dataclasses.fields(kind)]
    return kind(**{name: example(kind.__name__, name, hints[name], at) for name in names})


def varied(owner: str, function: Callable[..., object]) -> Iterable[dict[str, Any]]:
    """The example, then with each flag turned, each other state, and each optional left out."""
    base = arguments(owner, function)
    yield base
    hints = get_type_hints(function)
    for name in base:
        for other in _others(owner, name, hints[name], base[name]):
            yield base | {name: other}


def _others(owner: str, name: str, kind: Any, chosen: object) -> Iterable[object]:
    if f"{owner}.{name}" in SPECIAL:
        return ()
    if type(None) in get_args(kind):
        return (None,)
    if isinstance(chosen, Facts):
        return _other_facts(chosen)
    if isinstance(chosen, bool):
        return (not chosen,)
    if isinstance(chosen, Enum):
        return [each for each in type(chosen) if each is not chosen]
    return ()


def _other_facts(facts: Facts) -> Iterable[Facts]:
    """Of a rehearsal, confidential, and at a store: what is said of an incident differs most."""
    store, station = example("", "store", Store), example("", "station", Station)
    incident = replace(facts.incident, confidential=True, kind="politikuang", headline="")
    return (
        replace(facts, rehearsal=True),
        replace(facts, incident=incident, kind=KINDS["politikuang"]),
        replace(
            facts, station=None, store=store, affected=Affected((station,) * 20, 11_100),
            on_behalf="Pak RT 05", similar=facts.incident,
        ),
    )  # fmt: skip
