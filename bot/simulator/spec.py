"""Checks every request against a pinned Bot API specification (`botapi.json`).

The file says where it comes from and explains its notation. Telegram itself ignores parameters
that it doesn't know and repairs some wrong types; a bot that relies on it is wrong, so here
these are errors too.
"""

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from bot.simulator.errors import ApiError, SpecError, malformed

Fields = Mapping[str, str]
PLAIN = {"int": int, "str": str, "bool": bool, "float": float}


class Spec:
    """The methods and object types of one version of the Bot API."""

    def __init__(self, raw: Mapping[str, Any]) -> None:
        self.version: str = raw["version"]
        self.methods: Mapping[str, Fields] = raw["methods"]
        self.types: Mapping[str, Fields] = raw["types"]
        self._names: dict[str, str] = {name.lower(): name for name in self.methods}

    def method(self, name: str) -> str:
        """The method as it is spelled (Telegram ignores case). Raises 404 for an unknown one."""
        found = self._names.get(name.lower())
        if found is None:
            raise SpecError(404, "Not Found: method not found")
        return found

    def check(
        self, method: str, given: Mapping[str, Any], uploads: Mapping[str, object], *, text: bool
    ) -> dict[str, Any]:
        """The parameters with their right types; raises SpecError.

        `text` tells that the values are the strings of a form: numbers, booleans and JSON are
        read from them. `uploads` are the multipart parts that are files, by name.
        """
        fields = self.methods[method]
        for name in given:
            if name not in fields:
                raise malformed(f"unknown parameter {name!r} of {method}")
        for name, kind in fields.items():
            if kind.endswith("!") and name not in given and name not in uploads:
                raise malformed(_missing(name))
        values = {
            name: _read(value, fields[name].rstrip("!")) if text else value
            for name, value in given.items()
        }
        for name, value in values.items():
            values[name] = _unpacked(value, fields[name].rstrip("!"))
            self._value(values[name], fields[name].rstrip("!"), name)
        for name in uploads:
            if name in fields and "file" in fields[name]:
                values.setdefault(name, f"attach://{name}")
        return values

    def conforms(self, value: object, kind: str) -> None:
        """Raise SpecError unless `value` is a `kind` ("Update", "[Message]", "int|str")."""
        self._value(value, kind, kind)

    def _value(self, value: object, kind: str, where: str) -> None:
        problems = []
        for option in _options(kind):
            try:
                self._one(value, option, where)
            except ApiError as error:
                problems.append(error)
            else:
                return
        raise _closest(problems)

    def _one(self, value: object, kind: str, where: str) -> None:
        if kind == "any":
            return
        if kind.startswith("["):
            self._list(value, kind[1:-1], where)
        elif kind.startswith("'"):
            _expect(value == kind[1:-1], where, kind)
        elif kind in PLAIN:
            _expect(_is_plain(value, kind), where, kind)
        elif kind == "file":
            _expect(isinstance(value, str), where, "a file")
        else:
            self._object(value, kind, where)

    def _list(self, value: object, kind: str, where: str) -> None:
        if not isinstance(value, list):
            raise malformed(f"can't parse {where}: expected an Array")
        for at, item in enumerate(value):
            self._value(item, kind, f"{where}[{at}]")

    def _object(self, value: object, kind: str, where: str) -> None:
        if not isinstance(value, dict):
            raise malformed(f"can't parse {where}: expected an Object ({kind})")
        fields = self.types[kind]
        for name, wanted in fields.items():
            if wanted.endswith("!") and name not in value:
                raise malformed(f"can't parse {where}: Can't find field \"{name}\" ({kind})")
        for name, inner in value.items():
            if name not in fields:
                raise malformed(f"unknown field {name!r} in {where} ({kind})")
            self._value(inner, fields[name].rstrip("!"), f"{where}.{name}")


@cache
def pinned() -> Spec:
    """The specification that ships with the simulator."""
    text = files("bot.simulator").joinpath("botapi.json").read_text(encoding="utf-8")
    return Spec(json.loads(text))


def _missing(name: str) -> str:
    known = {
        "chat_id": "chat_id is empty",
        "text": "message text is empty",
        "message_id": "message identifier is not specified",
        "message_ids": "message identifiers are not specified",
        "callback_query_id": "query is too old and response timeout expired or query ID is invalid",
        "url": "url is empty",
    }
    return known.get(name, f"parameter {name!r} is missing")


@cache
def _options(kind: str) -> tuple[str, ...]:
    """The alternatives of "A|[B|C]|D", brackets kept whole."""
    found, depth, start = [], 0, 0
    for at, letter in enumerate(kind):
        depth += (letter == "[") - (letter == "]")
        if letter == "|" and depth == 0:
            found.append(kind[start:at])
            start = at + 1
    return (*found, kind[start:])


def _read(value: object, kind: str) -> object:
    """The value that a form field's string stands for."""
    if not isinstance(value, str):
        return value
    options = _options(kind)
    if "int" in options and re.fullmatch(r"[+-]?\d+", value):
        return int(value)
    if "bool" in options:
        return {"true": True, "1": True, "false": False, "0": False}.get(value.lower(), value)
    if "float" in options and re.fullmatch(r"[+-]?\d+(\.\d*)?([eE][+-]?\d+)?", value):
        return float(value)
    return value


def _unpacked(value: object, kind: str) -> object:
    """Objects and arrays may come as JSON text ("JSON-serialized"), whatever carries them."""
    options = _options(kind)
    packed = all(option.startswith("[") or option[0].isupper() for option in options)
    if not packed or not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError as error:
        raise malformed(f"can't parse JSON object: {error}") from None


def _is_plain(value: object, kind: str) -> bool:
    if kind == "int":
        return type(value) is int
    if kind == "float":
        return type(value) in (int, float)
    return isinstance(value, PLAIN[kind])


def _expect(right: bool, where: str, kind: str) -> None:
    if not right:
        raise malformed(f"wrong type of {where}: expected {kind}")


def _closest(problems: list[ApiError]) -> ApiError:
    """Of several alternatives that failed, the one that came furthest into the value."""
    return max(problems, key=lambda error: error.description.count(".") * 100)
