"""The queue against a plain list that keeps the same promises."""

from dataclasses import replace

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.limits import Limits, Rates
from bot.queue import PATIENCE, Lane, Queue, lane
from storage.outbox import Priority, Waiting

NO_LIMITS = Rates(per_chat=0.0, group_per_minute=10**9, bulk_per_second=float("inf"))
CHATS = (1, 2, 3, -4)


def row(
    number: int, chat: int | None = 1, priority: int = Priority.REPLY, method: str = "sendMessage",
    attempts: int = 0,
) -> Waiting:  # fmt: skip
    return Waiting(number, chat, method, priority, attempts, 0)


def drain(queue: Queue, now: float = 0.0) -> list[int]:
    """What goes out one after the other, each answered at once."""
    out = []
    while taken := queue.take(now):
        out.append(taken.id)
        queue.done(taken)
    return out


def queue_of(*rows: Waiting, rates: Rates = NO_LIMITS) -> Queue:
    queue = Queue(Limits(rates))
    for each in rows:
        queue.add(each)
    return queue


def test_between_chats_the_more_urgent_goes_first() -> None:
    """An alert for one goes before the reply that another has waited for longer."""
    queue = queue_of(row(1, chat=1), row(2, chat=2, priority=Priority.ALERT))
    assert drain(queue) == [2, 1]


def test_within_a_chat_age_decides_except_that_bulk_yields() -> None:
    """The reply that came first is read first, even before an alert; a reminder comes last."""
    queue = queue_of(
        row(1, priority=Priority.BULK), row(2, priority=Priority.REPLY),
        row(3, priority=Priority.ALERT),
    )  # fmt: skip
    assert drain(queue) == [2, 3, 1]


def test_an_alert_carries_its_chat_forward() -> None:
    """What is older in the chat of an alert goes out ahead of other chats' replies."""
    queue = queue_of(
        row(1, chat=1), row(2, chat=2), row(3, chat=2, priority=Priority.ALERT)
    )  # fmt: skip
    assert drain(queue) == [2, 3, 1]


def test_one_call_of_a_chat_is_under_way_at_a_time() -> None:
    """The second waits for the answer to the first, or the order would be a matter of luck."""
    queue = queue_of(row(1), row(2))
    first = queue.take(0.0)
    assert first is not None
    assert queue.take(0.0) is None
    queue.done(first)
    assert drain(queue) == [2]


def test_a_retry_goes_before_younger_ones_but_holds_nobody_else() -> None:
    """While one chat waits for its pause, the others go on."""
    queue = queue_of(row(1), row(2), row(3, chat=2))
    first = queue.take(0.0)
    assert first is not None
    queue.again(first, 10.0)
    assert drain(queue) == [3]
    assert queue.next_time() == 10.0
    assert drain(queue, now=10.0) == [1, 2]


def test_a_message_that_always_fails_yields_in_the_end() -> None:
    """It is still tried, but does not keep an officer's chat silent for ever."""
    queue = queue_of(row(1, attempts=PATIENCE), row(2))
    assert drain(queue) == [2, 1]


def test_bulk_has_its_own_lane() -> None:
    """However long bulk has waited, replies never queue behind its rate."""
    rates = replace(NO_LIMITS, bulk_per_second=1.0)
    bulk = [row(n, chat=n, priority=Priority.BULK) for n in range(1, 50)]
    queue = queue_of(*bulk, row(90, chat=90), rates=rates)
    assert drain(queue) == [90, 1]
    assert queue.next_time() == 1.0
    assert drain(queue, now=1.0) == [2]


def test_a_lane_that_is_full_does_not_block_another() -> None:
    """Thirty messages that hang leave the answers to presses alone."""
    queue = queue_of(row(1), row(2, method="answerCallbackQuery", priority=Priority.TOAST))
    toast = queue.take(0.0, [Lane.FREE])
    assert toast is not None
    assert toast.id == 2
    assert queue.take(0.0, [Lane.FREE]) is None
    assert drain(queue) == [1]


def test_a_city_of_bulk_costs_no_more_than_its_rate_lets_through() -> None:
    """Ten thousand that wait are not looked at again for each one that goes."""
    rates = replace(NO_LIMITS, bulk_per_second=25.0)
    queue = queue_of(
        *(row(n, chat=n, priority=Priority.BULK) for n in range(1, 10_001)), rates=rates
    )
    assert len([drain(queue, now=second / 25) for second in range(100)]) == 100
    assert len(queue._later) == 0  # none was put aside and taken up again


class QueueMachine(RuleBasedStateMachine):
    """Nothing lost, nothing twice, one a chat, age within a chat, the most urgent chat first."""

    @initialize()
    def begin(self) -> None:
        self.queue = Queue(Limits(NO_LIMITS))
        self.now = 0.0
        self.number = 0
        self.waiting: dict[int, tuple[Waiting, float]] = {}
        self.under_way: dict[int, Waiting] = {}
        self.over: set[int] = set()

    @rule(
        chat=st.sampled_from(CHATS), priority=st.sampled_from(list(Priority)),
        free=st.booleans(), wait=st.sampled_from([0.0, 0.0, 3.0]),
    )  # fmt: skip
    def add(self, chat: int, priority: int, free: bool, wait: float) -> None:
        self.number += 1
        method = "answerCallbackQuery" if free else "sendMessage"
        new = row(self.number, chat, priority, method)
        self.waiting[new.id] = new, self.now + wait
        self.queue.add(new, self.now + wait)

    @precondition(lambda self: self.waiting or self.under_way)
    @rule(data=st.data())
    def add_again(self, data: st.DataObject) -> None:
        known = [each for each, _ in self.waiting.values()] + list(self.under_way.values())
        self.queue.add(data.draw(st.sampled_from(known)))

    @rule(lanes=st.sets(st.sampled_from(list(Lane))))
    def take(self, lanes: set[Lane]) -> None:
        allowed = self._heads(lanes)
        taken = self.queue.take(self.now, lanes)
        if taken is None:
            assert not allowed
            return
        assert taken.id in allowed
        stored, _ = self.waiting.pop(taken.id)
        assert stored == taken
        self.under_way[taken.id] = taken

    def _heads(self, lanes: set[Lane]) -> set[int]:
        """The rows that may go now by the rules, told without any heap."""
        busy = {each.chat_id for each in self.under_way.values() if lane(each) is not Lane.FREE}
        free = [e for e, at in self.waiting.values() if lane(e) is Lane.FREE and at <= self.now]
        if free and Lane.FREE in lanes:
            best = min(free, key=lambda each: (each.priority, each.id))
            return {best.id}
        heads = [self._head(chat) for chat in CHATS if chat not in busy]
        ready = [h for h in heads if h is not None and self.waiting[h.id][1] <= self.now]
        for way in (Lane.MESSAGE, Lane.BULK):
            mine = [head for head in ready if lane(head) is way]
            if mine and way in lanes:
                best_urgency = min(map(self._urgency, mine))
                return {head.id for head in mine if self._urgency(head) == best_urgency}
        return set()

    def _head(self, chat: int) -> Waiting | None:
        line = self._line(chat)
        return min(line, key=lambda each: (each.priority == Priority.BULK, each.id), default=None)

    def _line(self, chat: int | None) -> list[Waiting]:
        rows = [each for each, _ in self.waiting.values() if lane(each) is not Lane.FREE]
        return [each for each in rows if each.chat_id == chat]

    def _urgency(self, head: Waiting) -> int:
        return min(each.priority for each in self._line(head.chat_id))

    @precondition(lambda self: self.under_way)
    @rule(data=st.data())
    def done(self, data: st.DataObject) -> None:
        finished = self.under_way.pop(data.draw(st.sampled_from(sorted(self.under_way))))
        self.queue.done(finished)
        self.over.add(finished.id)

    @precondition(lambda self: self.under_way)
    @rule(data=st.data(), pause=st.sampled_from([0.0, 1.0, 5.0]))
    def again(self, data: st.DataObject, pause: float) -> None:
        failed = self.under_way.pop(data.draw(st.sampled_from(sorted(self.under_way))))
        self.queue.again(failed, self.now + pause)
        # Within this model nobody fails so often that it has to yield.
        once_more = replace(failed, attempts=failed.attempts + 1)
        self.waiting[failed.id] = once_more, self.now + pause

    @rule(seconds=st.sampled_from([0.5, 1.0, 10.0]))
    def time_passes(self, seconds: float) -> None:
        self.now += seconds

    @invariant()
    def nothing_is_lost(self) -> None:
        known = {number for number in range(1, self.number + 1) if number in self.queue}
        assert known == self.waiting.keys() | self.under_way.keys()
        assert not known & self.over

    def teardown(self) -> None:
        if not hasattr(self, "queue"):
            return
        for each in self.under_way.values():
            self.queue.done(each)
        assert set(drain(self.queue, now=self.now + 100)) == self.waiting.keys()


TestQueueMachine = QueueMachine.TestCase
TestQueueMachine.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
