"""An entry in words: its days as they stand now, and the message that goes out about it."""

from handlers.agenda.plan import span_of
from handlers.agenda.rules import Moment, Offset, Span, local_day
from handlers.context import Desk
from handlers.texts import agenda as texts
from handlers.texts.dates import (
    clock,
    day_span,
    how_far,
    long_day,
    offset_label,
    plain_day,
    zone_label,
)
from storage.agenda import Entry, Notice
from storage.events import Event


def rule_words(moment: Moment) -> str:
    """H-4 pukul 09.00, or 27 November 2024."""
    rule = moment.day
    day = offset_label(rule.days) if isinstance(rule, Offset) else plain_day(rule)
    return texts.at_hour(day, clock(moment.at)) if moment.at else day


def span_words(span: Span) -> str:
    """H-4 s.d. H-1, as the rules say it, without knowing voting day."""
    if span.last.day == span.first.day:
        until = f"–{clock(span.last.at)}" if span.first.at and span.last.at else ""
        return rule_words(span.first) + until
    return texts.from_to(rule_words(span.first), rule_words(span.last))


def when_words(desk: Desk, entry: Entry) -> str:
    """Rabu, 20 November 2024 pukul 09.00 WIB (3 hari lagi)."""
    span = span_of(entry)
    if entry.starts_on is None or entry.ends_on is None:
        return texts.day_unknown(span_words(span))
    words = day_span(entry.starts_on, entry.ends_on)
    if span.first.at:
        until = clock(span.last.at) if span.last.at else None
        zone = zone_label(desk.policy.zone)
        if until and entry.starts_on != entry.ends_on:
            first, last = long_day(entry.starts_on), long_day(entry.ends_on)
            words = texts.over_days(first, clock(span.first.at), last, until, zone)
        else:
            words = texts.between_hours(words, clock(span.first.at), until, zone)
    today = local_day(desk.now, desk.policy.zone)
    if entry.starts_on <= today <= entry.ends_on and entry.starts_on != entry.ends_on:
        return texts.under_way(words)
    return f"{words} ({how_far(today, entry.starts_on)})"


def entry_words(desk: Desk, entry: Entry) -> str:
    """An entry in full: kind, title, days, place, order, note."""
    return texts.entry(
        entry.kind, entry.title, when_words(desk, entry), entry.place, entry.ordered_by, entry.body
    )


def notice_of(desk: Desk, event: Event, entry: Entry, notice: Notice | None) -> str:
    """The message about an entry: a reminder, a change or a cancellation."""
    heading = texts.NOTICE_HEADINGS[notice]
    return texts.with_heading(heading, entry_words(desk, entry), rehearsal=event.rehearsal)
