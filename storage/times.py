"""Moments as the database keeps them: whole milliseconds since 1970, UTC."""

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def ms(moment: datetime) -> int:
    """Milliseconds since 1970 of an aware datetime; a naive one raises TypeError."""
    return (moment - _EPOCH) // _MILLISECOND


def moment(milliseconds: int) -> datetime:
    """The aware UTC datetime of a stored number of milliseconds."""
    return _EPOCH + milliseconds * _MILLISECOND


def maybe_moment(milliseconds: int | None) -> datetime | None:
    """Like `moment`, for a column that may be NULL."""
    return None if milliseconds is None else moment(milliseconds)
