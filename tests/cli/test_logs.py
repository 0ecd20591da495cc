"""Log lines: readable by people and by machines, and without secrets."""

import io
import json
import logging
from collections.abc import Callable, Iterator

import pytest

from bot.logs import Calm, Mask, configure
from bot.settings import LogFormat

TOKEN = "123456789:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc"
ODD_TOKEN = "42:TEST"
Start = Callable[[LogFormat], io.StringIO]


@pytest.fixture
def start() -> Iterator[Start]:
    root = logging.getLogger()
    before = root.handlers[:], root.level

    def begin(form: LogFormat) -> io.StringIO:
        stream = io.StringIO()
        configure(form, [ODD_TOKEN], stream)
        return stream

    yield begin
    root.handlers[:], level = before
    root.setLevel(level)
    logging.captureWarnings(False)


@pytest.mark.parametrize(
    "phone",
    ["+62 800-1234-5678", "+6281234567890", "6281234567890", "081234567890", "0812 3456 7890"],
)
@pytest.mark.parametrize("form", list(LogFormat))
def test_phone_numbers_are_masked_wherever_they_stand(
    start: Start, form: LogFormat, phone: str
) -> None:
    """Message, arguments, extras and tracebacks lose every phone number."""
    stream = start(form)
    try:
        raise ValueError(f"bad contact {phone}")
    except ValueError:
        logging.getLogger("x").exception("Call %s failed.", phone, extra={"who": [phone]})
    assert phone not in stream.getvalue()
    assert stream.getvalue().count("<phone>") == 3


@pytest.mark.parametrize("form", list(LogFormat))
@pytest.mark.parametrize("token", [TOKEN, ODD_TOKEN])
def test_tokens_are_masked_in_other_libraries_lines(
    start: Start, form: LogFormat, token: str
) -> None:
    """A client that logs the address it called does not give the token away."""
    stream = start(form)
    for name in ("httpx", "aiohttp.client"):
        logging.getLogger(name).warning(
            'HTTP Request: POST %s "200 OK"', f"https://api.telegram.org/bot{token}/getMe"
        )
    logging.getLogger("x").error("token=%s", token)
    assert token not in stream.getvalue()
    assert "/bot<token>/getMe" in stream.getvalue()


def test_tokens_are_masked_in_a_chained_traceback(start: Start) -> None:
    """The cause of an error is masked as well as the error."""
    stream = start(LogFormat.TEXT)
    try:
        try:
            raise OSError(f"cannot reach /bot{TOKEN}/getUpdates")
        except OSError as error:
            raise RuntimeError("intake stopped") from error
    except RuntimeError:
        logging.getLogger("x").exception("Stopped.")
    assert "intake stopped" in stream.getvalue()
    assert TOKEN not in stream.getvalue()


def test_a_json_line_keeps_numbers_and_names(start: Start) -> None:
    """Ids, counts and times are not mistaken for phone numbers, and stay numbers."""
    stream = start(LogFormat.JSON)
    logging.getLogger("bot.intake").info(
        "Took a batch.",
        extra={
            "action": "intake",
            "chat": 6012345678,
            "at_ms": 1732665720123,
            "phone": 628001234567,
        },
    )
    line = json.loads(stream.getvalue())
    assert line["message"] == "Took a batch."
    assert line["action"] == "intake"
    assert (line["chat"], line["at_ms"]) == (6012345678, 1732665720123)
    assert line["phone"] == "<phone>"


def test_a_text_line_is_a_sentence_and_what_it_is_about(start: Start) -> None:
    """A person reads time, level, place, sentence, and the extras behind it."""
    stream = start(LogFormat.TEXT)
    logging.getLogger("bot.intake").info("Took a batch.", extra={"action": "intake", "size": 40})
    assert stream.getvalue().endswith("INFO bot.intake: Took a batch. action=intake size=40\n")


def test_requests_of_libraries_are_no_news(start: Start) -> None:
    """One line for every HTTP request would bury what matters."""
    stream = start(LogFormat.TEXT)
    logging.getLogger("httpx").info("HTTP Request")
    assert stream.getvalue() == ""


def test_masking_twice_changes_nothing_more() -> None:
    """What is masked stays as it is when a line passes a second formatter."""
    mask = Mask([ODD_TOKEN])
    once = mask(f"/bot{TOKEN}/x {ODD_TOKEN} 081234567890")
    assert mask(once) == once


def test_a_complaint_that_repeats_is_written_once_a_minute() -> None:
    """A full disk is not filled with logs; the next line tells how often it was said meanwhile."""
    seconds = [0.0]
    calm = Calm(lambda: seconds[0])

    def complain(text: str, level: int = logging.ERROR) -> logging.LogRecord | None:
        record = logging.LogRecord("bot", level, "x.py", 1, text, (), None)
        return record if calm.filter(record) else None

    assert complain("disk full") is not None
    assert [complain("disk full") for _ in range(5)] == [None] * 5
    assert complain("something else") is not None
    assert complain("disk full", logging.INFO) is not None
    seconds[0] += 61
    again = complain("disk full")
    assert again is not None
    assert vars(again)["repeated"] == 5
