"""The question what to do with a form that was left open: it says which one it is."""

from collections.abc import Mapping
from datetime import datetime
from html import escape
from typing import Any

from handlers.buttons import Rows, button
from handlers.forms.model import Form
from handlers.policy import Policy
from handlers.texts import common
from handlers.texts import forms as texts
from handlers.texts.incident_kinds import kind_label
from storage import areas, events
from storage.database import Tx


def question(
    tx: Tx, policy: Policy, event_id: int, form: Form, answers: Mapping[str, Any], since: datetime
) -> tuple[str, Rows]:
    """The text and its buttons: go on, or throw it away. `since`: when the form was opened."""
    about = [_subject(tx, event_id, answers), _place(tx, answers), texts.begun(policy.local(since))]
    rows = [[button(texts.RESUME, "f.resume"), button(texts.DISCARD, "f.discard")]]
    return texts.half_done(form.title, [each for each in about if each]), rows


def _subject(tx: Tx, event_id: int, answers: Mapping[str, Any]) -> str:
    """What has happened, as far as it was said: a milestone or the kind of an incident."""
    if "milestone" in answers:
        labels = {each.code: each.label for each in events.milestones(tx, event_id)}
        return escape(labels.get(answers["milestone"], ""))
    return escape(kind_label(answers["kind"], None)) if answers.get("kind") else ""


def _place(tx: Tx, answers: Mapping[str, Any]) -> str:
    if "_station" in answers:
        station = areas.station(tx, answers["_station"])
        return "" if station is None else common.station_name(station)
    if "_store" in answers:
        store = areas.store(tx, answers["_store"])
        return "" if store is None else escape(store.name)
    area = areas.area(tx, answers["_area"]) if "_area" in answers else None
    return "" if area is None else common.area_name(area)
