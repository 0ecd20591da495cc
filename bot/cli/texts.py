"""`siaga texts`: each text that an officer or coordinator can receive, with example values.

Read from the modules of `handlers/texts` themselves, so that none can be forgotten.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import ModuleType

from bot.cli.example_words import LISTS, TERMINAL, UNSAID
from bot.cli.examples import NoExample, varied
from handlers import texts as package
from handlers.texts import cli as words

MOST = 600
"""Characters of a text that people still read on a phone; lists may be longer."""


@dataclass(frozen=True)
class Shown:
    """A text as people get it; `name` is module.function, module.CONSTANT or an entry of one."""

    name: str
    text: str

    @property
    def listed(self) -> bool:
        """Whether it is a list, which may be longer than anything else."""
        return self.name.partition("[")[0] in LISTS


@dataclass(frozen=True)
class Review:
    """All texts by module, in the order in which they are written; `without` have no example."""

    shown: tuple[Shown, ...]
    without: tuple[str, ...]


def review() -> Review:
    """Look at every text there is. A constant that several modules have is listed once."""
    shown: dict[tuple[str, str], Shown] = {}
    without = []
    for module in modules():
        for name, found in public(module):
            try:
                for each in shown_by(name, found):
                    shown.setdefault((each.name.partition(".")[2], each.text), each)
            except NoExample as missing:
                without.append(str(missing))
    return Review(tuple(shown.values()), tuple(dict.fromkeys(without)))


def told(review: Review) -> Iterator[str]:
    """A line for each text, with its name and length; at last how many there are."""
    for each in review.shown:
        yield words.text_line(each.name, len(each.text), each.text)
    usual = [each for each in review.shown if not each.listed]
    longest = max(usual, key=lambda each: len(each.text))
    yield words.texts_total(len(review.shown), len(longest.text), longest.name)


def problems(review: Review) -> list[str]:
    """A line for each text that is too long or has no example."""
    long = [e for e in review.shown if not e.listed and len(e.text) > MOST]
    return [
        *(words.text_too_long(each.name, len(each.text), MOST) for each in long),
        *map(words.text_without_example, review.without),
    ]


def modules() -> list[ModuleType]:
    """The modules whose texts reach a chat."""
    names = sorted(info.name for info in pkgutil.iter_modules(package.__path__))
    return [importlib.import_module(f"{package.__name__}.{n}") for n in names if n not in TERMINAL]


def public(module: ModuleType) -> Iterator[tuple[str, object]]:
    """The constants and functions of a module that may be texts, as module.NAME."""
    short = module.__name__.rpartition(".")[2]
    for name, found in list(vars(module).items()):
        strange = inspect.ismodule(found) or inspect.isclass(found)
        borrowed = inspect.isfunction(found) and found.__module__ != module.__name__
        if not (name.startswith("_") or strange or borrowed or f"{short}.{name}" in UNSAID):
            yield f"{short}.{name}", found


def shown_by(name: str, found: object) -> list[Shown]:
    """What one of them shows. Raises NoExample."""
    if inspect.isfunction(found):
        return [Shown(name, text) for text in said(name, found)]
    return [Shown(name + part, text) for part, text in _strings(found)]


def said(name: str, function: Callable[..., object]) -> list[str]:
    """What a function says: with its example, and with flags, states and gaps varied."""
    found: dict[str, None] = {}
    for arguments in varied(name, function):
        try:
            result = function(**arguments)
        except Exception as error:
            raise NoExample(f"{name}: {type(error).__name__} {error}") from error
        found |= dict.fromkeys(text for _, text in _strings(result))
    return list(found)


def _strings(value: object, part: str = "") -> Iterator[tuple[str, str]]:
    """The strings in a constant, with where in it they stand."""
    if isinstance(value, str):
        yield part, str(value)
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from _strings(each, f"{part}[{key}]")
    elif isinstance(value, tuple | list | set | frozenset):
        for at, each in enumerate(value):
            yield from _strings(each, f"{part}[{at}]")
