"""Reads the parameters of a request from JSON, forms, multipart bodies and the address."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from bot.simulator.errors import malformed

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


@dataclass(frozen=True)
class Upload:
    """A file of a multipart body."""

    name: str
    content: bytes
    mime: str


@dataclass(frozen=True)
class Arguments:
    """What a request says: `values` by name; `text` if they are strings of a form."""

    values: Mapping[str, Any] = field(default_factory=dict)
    uploads: Mapping[str, Upload] = field(default_factory=dict)
    text: bool = True


async def read_arguments(request: web.Request) -> Arguments:
    """Everything that Telegram accepts as a body; raises SpecError for anything else."""
    if request.content_type == "application/json" and request.can_read_body:
        return Arguments({**request.query, **_json_object(await request.text())}, text=False)
    if request.content_type in FORMS:
        return await _form(request)
    return Arguments(dict(request.query))


def _json_object(body: str) -> dict[str, Any]:
    try:
        given = json.loads(body or "{}")
    except ValueError:
        raise malformed("can't parse JSON object") from None
    if not isinstance(given, dict):
        raise malformed("object expected as request body")
    # Libraries leave parameters out by sending null; Telegram treats both alike.
    return {name: value for name, value in given.items() if value is not None}


async def _form(request: web.Request) -> Arguments:
    values: dict[str, Any] = dict(request.query)
    uploads: dict[str, Upload] = {}
    for name, part in (await request.post()).items():
        if isinstance(part, web.FileField):
            uploads[name] = Upload(part.filename, part.file.read(), part.content_type)
        else:
            values[name] = part if isinstance(part, str) else bytes(part).decode(errors="replace")
    return Arguments(values, uploads)
