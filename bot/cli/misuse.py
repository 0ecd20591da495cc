"""What typer complains about, said in Indonesian: what is wrong, and how it is written.

Typer's own sentences are English and change with its version. Its kinds of error are told apart
by name, since only their common base is public.
"""

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError

from handlers.texts import cli as texts

_EXTRA = re.compile(r"\((?P<words>[^()]*)\)\s*$", re.DOTALL)


def explain(error: Any, arguments: Sequence[str], usages: Mapping[str, str]) -> str:
    """One line about arguments that make no sense; `usages` says how each command is written."""
    return f"{_wrong(error, arguments, usages)}. {texts.SEE_HELP}"


def _wrong(error: Any, arguments: Sequence[str], usages: Mapping[str, str]) -> str:
    words = [each for each in arguments if not each.startswith("-")]
    command = words[0] if words else None
    if command is None and not arguments:
        return texts.no_command(usages)
    usage = usages.get(command or "", texts.USAGE)
    match type(error).__name__:
        case "MissingParameter":
            return texts.argument_missing(_name(error), usage)
        case "NoSuchOption":
            guess = get_close_matches(error.option_name, error.possibilities or (), 1)
            return texts.no_such_option(error.option_name, guess[0] if guess else None, usage)
        case "BadOptionUsage":
            return texts.option_without_value(error.option_name, usage)
        case "BadParameter":
            return texts.bad_value(_name(error), usage, *_bounds(error))
    if command is not None and command not in usages:
        guess = get_close_matches(command, usages, 1)
        return texts.no_such_command(command, guess[0] if guess else None, usages)
    extra = _EXTRA.search(str(error))
    return texts.too_much(extra["words"], usage) if extra else texts.misused(usage)


def _bounds(error: Any) -> tuple[float | None, float | None]:
    """The smallest or the largest number, where what was typed lies beyond it."""
    cause = error.__cause__
    given = cause.errors()[0].get("ctx", {}) if isinstance(cause, ValidationError) else {}
    return given.get("ge"), given.get("le")


def _name(error: Any) -> str:
    """The option as it is typed, or the argument's name in capitals."""
    parameter = getattr(error, "param", None)
    if parameter is None:
        return texts.SOMETHING
    typed = [each for each in parameter.opts if each.startswith("--")]
    name = str(parameter.name)
    return typed[0] if typed else texts.ARGUMENTS.get(name, name.upper())
