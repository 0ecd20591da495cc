"""The outbox, the queue and the limits together against a simple model, with kills in between."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from bot.limits import Limits, Rates
from bot.queue import FREE_METHODS, Lane, Queue, lane
from bot.results import Prepared, Result, prepare, record_all
from bot.transport import Blocked, Outcome, Rejected, RetryAfter, Sent, Unknown
from storage import outbox
from storage.database import Unit
from storage.outbox import Priority, Waiting
from tests import memory
from tests.durability.conftest import NOW

T = TypeVar("T")
RATES = Rates(per_chat=1.0, burst=2, group_per_minute=5, bulk_per_second=2.0)
PEOPLE, GROUP = (1, 2, 3), -4
LOST = Unknown("the answer was lost")
"""Telegram did it, and nobody here knows."""
REFUSED = (Blocked("Forbidden: bot was blocked by the user"), Rejected("Bad Request: no"))
LATER = (RetryAfter(7.0), Unknown("502"))
EPSILON = 1e-6


@dataclass
class Life:
    """What one process holds in memory."""

    limits: Limits = field(default_factory=lambda: Limits(RATES))
    under_way: dict[int, tuple[Waiting, Prepared]] = field(default_factory=dict)
    sent: list[tuple[float, int, bool]] = field(default_factory=list)
    """Moment, chat and whether it was bulk, of each message handed to the network."""

    def __post_init__(self) -> None:
        self.queue = Queue(self.limits)


class OutboxMachine(RuleBasedStateMachine):
    """Nothing lost; urgency, then age; no limit exceeded; what was recorded never goes again."""

    @initialize()
    def begin(self) -> None:
        self.tx = memory.empty()
        self.now = 0.0
        self.life = Life()
        self.arrived: Counter[int] = Counter()
        self.excused: Counter[int] = Counter()
        """How often a row may arrive once more: it was under way at a kill, or so it seemed."""
        self.over: set[int] = set()
        self.shown: dict[int, int] = {}
        """Live messages: what people last saw of each."""

    def _do(self, unit: Unit[T]) -> T:
        with self.tx.savepoint():
            return unit(self.tx)

    # ── what happens ─────────────────────────────────────────────────────────
    @rule(
        chat=st.sampled_from([*PEOPLE, GROUP]), priority=st.sampled_from(list(Priority)[1:]),
        toast=st.booleans(), times=st.sampled_from([1, 8]),
    )  # fmt: skip
    def calls_are_put(self, chat: int, priority: Priority, toast: bool, times: int) -> None:
        method = "answerCallbackQuery" if toast else "sendMessage"
        for _ in range(times):
            self._do(lambda tx: outbox.put(tx, NOW, method, {"text": "x"}, chat_id=chat,
                                           priority=priority))  # fmt: skip

    @rule()
    def a_broadcast_begins(self) -> None:
        for chat in (*PEOPLE, GROUP):
            self.calls_are_put(chat, Priority.BULK, False, 1)

    @rule(chat=st.sampled_from(PEOPLE), text=st.text("ab", max_size=3))
    def a_message_shall_show(self, chat: int, text: str) -> None:
        self._do(lambda tx: outbox.show(tx, NOW, chat, "list", {"text": text}, kind="x"))

    @rule()
    def rows_are_found(self) -> None:
        for row in self._do(lambda tx: outbox.waiting(tx, (-1, 0), 1000)):
            self.life.queue.add(row)

    @rule(ways=st.sets(st.sampled_from(list(Lane)), min_size=1))
    def the_next_goes_out(self, ways: set[Lane]) -> None:
        self.rows_are_found()
        waiting = [
            row for row in self._do(lambda tx: outbox.waiting(tx, (-1, 0), 1000))
            if row.id not in self.life.under_way
        ]  # fmt: skip
        row = self.life.queue.take(self.now, ways)
        if row is None:
            return
        assert row.id not in self.over
        self._is_its_turn(row, waiting)
        step = self._do(lambda tx: prepare(tx, NOW, [row]))[row.id]
        self.life.under_way[row.id] = row, step
        if lane(row) is not Lane.FREE:
            assert row.chat_id is not None
            self.life.sent.append((self.now, row.chat_id, lane(row) is Lane.BULK))
            self._no_limit_is_exceeded()

    @rule(times=st.integers(2, 10), pause=st.sampled_from([0.1, 0.5, 1.0, 2.0]))
    def many_go_out_and_are_answered(self, times: int, pause: float) -> None:
        for _ in range(times):
            self.the_next_goes_out(set(Lane))
            for number in list(self.life.under_way):
                self._answer(number, Sent({"message_id": 4}))
            self.now += pause

    def _is_its_turn(self, row: Waiting, waiting: list[Waiting]) -> None:
        """Within a chat nothing older waits; no chat that could go has anything more urgent."""
        if lane(row) is Lane.FREE:
            return
        lines: dict[int | None, list[Waiting]] = {}
        for each in waiting:
            if each.method not in FREE_METHODS:
                lines.setdefault(each.chat_id, []).append(each)
        mine = lines[row.chat_id]
        bulk = row.priority == Priority.BULK
        older = [each for each in mine if each.id < row.id]
        assert all(each.priority == Priority.BULK for each in (mine if bulk else older))
        assert not (bulk and older)
        if not bulk:
            urgency = min(each.priority for each in mine)
            assert not [chat for chat, line in lines.items() if self._could_go(chat, line)
                        and min(each.priority for each in line) < urgency]  # fmt: skip

    def _could_go(self, chat: int | None, line: list[Waiting]) -> bool:
        assert chat is not None
        busy = any(row.chat_id == chat for row, _ in self.life.under_way.values()
                   if lane(row) is not Lane.FREE)  # fmt: skip
        head = min(line, key=lambda each: (each.priority == Priority.BULK, each.id))
        paused = head.attempts > 0  # the queue alone knows for how long
        bulk = head.priority == Priority.BULK
        limited = self.life.limits.ready_at(chat, self.now) > self.now
        return not (busy or paused or bulk or limited)

    def _no_limit_is_exceeded(self) -> None:
        for chat in {chat for _, chat, _ in self.life.sent}:
            moments = [at for at, whose, _ in self.life.sent if whose == chat]
            assert _most_within(moments, 1.0) <= RATES.burst
            assert _most_within(moments, 10.0) <= 10 + RATES.burst - 1
            if chat == GROUP:
                assert _most_within(moments, 60.0) <= RATES.group_per_minute
        bulk = [at for at, _, is_bulk in self.life.sent if is_bulk]
        assert _most_within(bulk, 1.0) <= RATES.bulk_per_second

    @precondition(lambda self: self.life.under_way)
    @rule(
        data=st.data(),
        outcome=st.sampled_from([Sent({"message_id": 5}), LOST, *LATER, *REFUSED]),
    )
    def an_answer_comes(self, data: st.DataObject, outcome: Outcome) -> None:
        self._answer(data.draw(st.sampled_from(sorted(self.life.under_way))), outcome)

    def _answer(self, number: int, outcome: Outcome) -> None:
        row, step = self.life.under_way.pop(number)
        if isinstance(outcome, Sent) or outcome is LOST:
            self._arrives(number, step)
            self.excused[number] += outcome is LOST
        (result,) = self._do(lambda tx: record_all(tx, NOW, [(step, outcome, 3.0)]))
        self._settle(row, outcome, result)

    def _arrives(self, number: int, step: Prepared) -> None:
        self.arrived[number] += 1
        assert self.arrived[number] <= 1 + self.excused[number]
        if step.version is not None and step.call.shown_id is not None:
            self.shown[step.call.shown_id] = step.version

    def _settle(self, row: Waiting, outcome: Outcome, result: Result) -> None:
        if isinstance(outcome, RetryAfter) and row.chat_id is not None:
            self.life.limits.hold(row.chat_id, self.now + outcome.seconds)
        if result.again_in is not None:
            self.life.queue.again(row, self.now + result.again_in)
        else:
            self.life.queue.done(row)
            self.over.add(row.id)

    @rule(seconds=st.sampled_from([0.1, 0.5, 1.0, 8.0, 61.0]))
    def time_passes(self, seconds: float) -> None:
        self.now += seconds

    @rule(data=st.data())
    def it_is_killed(self, data: st.DataObject) -> None:
        """Of what was under way some has arrived; the next process knows but the database."""
        for number, (_, step) in self.life.under_way.items():
            if data.draw(st.booleans()):
                self._arrives(number, step)
                self.excused[number] += 1
        self.life = Life()

    # ── the end ──────────────────────────────────────────────────────────────
    def teardown(self) -> None:
        """Telegram takes everything: every row ends, every live message shows the newest."""
        if not hasattr(self, "life"):
            return
        for number in list(self.life.under_way):
            self._answer(number, Sent({"message_id": 6}))
        left: list[Any] = [None]
        while left:
            self.now += 61.0
            self.the_next_goes_out(set(Lane))
            for number in list(self.life.under_way):
                self._answer(number, Sent({"message_id": 7}))
            left = self._do(lambda tx: outbox.waiting(tx, (-1, 0), 1000))
        rows = self._do(lambda tx: tx.all("SELECT id, sent_at, failed_at FROM outbox"))
        assert {row["id"] for row in rows if row["sent_at"]} <= self.arrived.keys()
        assert all(row["sent_at"] or row["failed_at"] for row in rows)
        for row in self._do(lambda tx: tx.all("SELECT id, wanted, shown FROM messages")):
            if row["shown"] == row["wanted"]:
                assert self.shown[row["id"]] == row["wanted"]
            else:
                assert self._was_refused(row["id"])

    def _was_refused(self, shown_id: int) -> bool:
        last = self._do(lambda tx: tx.one(
            "SELECT failed_at FROM outbox WHERE shown_id = $1 ORDER BY id DESC", shown_id
        ))  # fmt: skip
        return last is not None and last["failed_at"] is not None


def _most_within(moments: list[float], seconds: float) -> int:
    """The largest number of moments in any window of that length, its end left out."""
    return max(
        (sum(1 for at in moments if start <= at < start + seconds - EPSILON) for start in moments),
        default=0,
    )


TestOutboxMachine = OutboxMachine.TestCase
TestOutboxMachine.settings = settings(max_examples=40, stateful_step_count=40, deadline=None)
