"""How a form is filled in: which question is next, what an answer means, how to go back. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from handlers.forms.model import (
    Answers,
    BadAnswer,
    Choice,
    Form,
    Location,
    Number,
    Photo,
    Question,
    Repeat,
    Scene,
    Stations,
    Words,
)
from handlers.forms.reading import match_option, read_number, read_numbers, words_of
from handlers.forms.votes import looks_like_votes
from handlers.texts import forms as texts

SKIPPED = None
"""The answer of a question that was skipped."""
SURE = "_sure"
"""Steps whose doubtful answer the person has confirmed."""
GIVEN = "_given"
"""Questions answered before the form was opened, such as by a one-line report: no way back."""


@dataclass(frozen=True)
class Step:
    """A question that is open. Inside a Repeat, `group` is its name and `round` counts from 0."""

    question: Question
    group: Repeat | None = None
    round: int = 0

    @property
    def key(self) -> str:
        """What a draft remembers: 'name', or 'group/round/name'."""
        if self.group is None:
            return self.question.name
        return f"{self.group.name}/{self.round}/{self.question.name}"


def next_step(form: Form, scene: Scene, answers: Answers) -> Step | None:
    """The first question that applies and has no answer yet; None when the form is complete."""
    for question in form.questions:
        if not question.when(scene, answers):
            continue
        if isinstance(question, Repeat):
            step = _next_in_group(question, scene, answers)
            if step is not None:
                return step
        elif question.name not in answers:
            return Step(question)
    return None


def step_of(form: Form, key: str) -> Step | None:
    """The step a draft remembers."""
    name, _, rest = key.partition("/")
    question = next((q for q in form.questions if q.name == name), None)
    if question is None or not rest:
        return None if question is None else Step(question)
    if not isinstance(question, Repeat):
        return None
    count, _, inner = rest.partition("/")
    found = next((q for q in question.questions if q.name == inner), None)
    return None if found is None else Step(found, question, int(count))


def inside(step: Step, answers: Answers) -> Answers:
    """The answers a question's texts and conditions look at: inside a group, the round's own."""
    if step.group is None:
        return answers
    rounds = answers.get(step.group.name) or []
    own = rounds[step.round] if step.round < len(rounds) else {}
    return {**answers, **own}


def answered(step: Step, answers: Answers, value: Any) -> dict[str, Any]:
    """The answers with this one added."""
    if step.group is None:
        return {**answers, step.question.name: value}
    rounds = [dict(each) for each in answers.get(step.group.name) or []]
    while len(rounds) <= step.round:
        rounds.append({})
    rounds[step.round][step.question.name] = value
    return {**answers, step.group.name: rounds}


def another_round(group: Repeat, answers: Answers) -> dict[str, Any]:
    """The answers with a new, empty round of a group."""
    return {**answers, group.name: [*(answers.get(group.name) or []), {}]}


def closed(group: Repeat, answers: Answers) -> dict[str, Any]:
    """The answers once somebody has said that there are no more rounds."""
    return {**answers, f"_{group.name}_done": True}


def given(answers: Answers) -> dict[str, Any]:
    """The answers without what was skipped, and without rounds that are still empty."""
    kept: dict[str, Any] = {}
    for name, value in answers.items():
        rounds = isinstance(value, list) and all(isinstance(each, dict) for each in value)
        said = [given(each) for each in value if each] if rounds else value
        if said is not SKIPPED and said != []:
            kept[name] = said
    return kept


def holds(answers: Any, said: Any) -> bool:
    """Whether everything that was said is among the answers still; rounds in their order."""
    if isinstance(said, dict) and isinstance(answers, dict):
        return all(name in answers and holds(answers[name], each) for name, each in said.items())
    if isinstance(said, list) and isinstance(answers, list) and len(said) <= len(answers):
        return all(map(holds, answers, said))
    return bool(answers == said)


def before(form: Form, answers: Answers) -> dict[str, Any] | None:
    """The answers as they were one question ago; None at the first question."""
    for question in reversed(form.questions):
        if isinstance(question, Repeat) and question.name in answers:
            return _before_in_group(question, answers)
        if question.name in answers and question.name not in (answers.get(GIVEN) or []):
            return _without_doubts({k: v for k, v in answers.items() if k != question.name})
    return None


def _before_in_group(group: Repeat, answers: Answers) -> dict[str, Any]:
    done = f"_{group.name}_done"
    if answers.get(done):
        return {k: v for k, v in answers.items() if k != done}
    rounds = [dict(each) for each in answers[group.name]]
    if rounds[-1]:
        last = [q.name for q in group.questions if q.name in rounds[-1]][-1]
        del rounds[-1][last]
    else:
        rounds.pop()
    kept = {k: v for k, v in answers.items() if k != group.name}
    return _without_doubts(kept | ({group.name: rounds} if rounds != [{}] and rounds else {}))


def _without_doubts(answers: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in answers.items() if k != SURE}


def read(step: Step, scene: Scene, answers: Answers, text: str) -> Any:
    """What a typed text means as the answer; BadAnswer with a clear sentence if it means none."""
    question = step.question
    match question:
        case Choice():
            return _read_choice(question, scene, inside(step, answers), text)
        case Number():
            return _read_number(question, text)
        case Words():
            return _read_words(question, text)
        case Stations():
            return _read_stations(question, scene, inside(step, answers), text)
        case Photo():
            raise BadAnswer(texts.send_photo(optional=question.optional))
        case Location():
            raise BadAnswer(texts.send_location(optional=question.optional))
        case _:
            raise BadAnswer(texts.PRESS_A_BUTTON)


def names_option(step: Step, scene: Scene, answers: Answers, text: str) -> bool:
    """Whether a text is the label of one of the question's options, letter by letter."""
    if not isinstance(step.question, Choice):
        return False
    options = step.question.choices(scene, inside(step, answers))
    return words_of(text) in [words_of(option.label) for option in options]


def admit(step: Step, scene: Scene, answers: Answers, value: Any) -> None:
    """Raise BadAnswer if the question cannot take this answer now."""
    refuse = step.question.refuse
    why = None if refuse is None else refuse(scene, inside(step, answers), value)
    if why is not None:
        raise BadAnswer(why)


def doubt(step: Step, scene: Scene, answers: Answers, value: Any) -> str | None:
    """A question back about an unlikely number; None if it is taken as it is."""
    question = step.question
    if isinstance(question, Number) and question.doubt and isinstance(value, int):
        return question.doubt(scene, inside(step, answers), value)
    return None


def take_line(form: Form, scene: Scene, words: Sequence[str], text: str) -> dict[str, Any] | None:
    """Answers read from a one-line report, in the order of the questions; None if some is left.

    `text` is the line without its first words, as it was typed, for questions in free words.
    Raises BadAnswer for an answer that cannot be taken now.
    """
    if form.line is not None:
        return form.line(text)
    answers: dict[str, Any] = {}
    rest = list(words)
    while rest and (step := next_step(form, scene, answers)) is not None:
        question = step.question
        if isinstance(question, Words):
            return answered(step, answers, text[: question.most])
        taken = _take_words(question, scene, inside(step, answers), rest)
        if taken is None and isinstance(question, Choice) and question.assumed is not None:
            taken = question.assumed, 0
        if taken is None:
            if not question.optional:
                return None
            answers = answered(step, answers, SKIPPED)
            continue
        value, used = taken
        admit(step, scene, answers, value)
        answers = answered(step, answers, value)
        rest = rest[used:]
    return answers if not rest else None


def _take_words(
    question: Question, scene: Scene, answers: Answers, words: Sequence[str]
) -> tuple[Any, int] | None:
    if isinstance(question, Choice):
        found = match_option(words, question.choices(scene, answers))
        return None if found is None else (found[0].code, found[1])
    if isinstance(question, Number):
        number = read_number(words[0])
        if number is None or not question.low <= number <= question.high:
            return None
        return number, 1
    return None


def _next_in_group(group: Repeat, scene: Scene, answers: Answers) -> Step | None:
    if answers.get(f"_{group.name}_done"):
        return None
    rounds = answers.get(group.name) or [{}]
    last = len(rounds) - 1
    for question in group.questions:
        step = Step(question, group, last)
        if question.when(scene, inside(step, answers)) and question.name not in rounds[last]:
            return step
    return Step(group)


def _read_choice(question: Choice, scene: Scene, answers: Answers, text: str) -> str:
    found = match_option(words_of(text), question.choices(scene, answers))
    if found is None:
        raise BadAnswer(texts.PRESS_A_BUTTON)
    return found[0].code


def _read_number(question: Number, text: str) -> int:
    number = read_number(text)
    if number is None:
        raise BadAnswer(texts.NUMBER_PLEASE)
    if not question.low <= number <= question.high:
        raise BadAnswer(texts.number_between(question.low, question.high))
    return number


def _read_stations(question: Stations, scene: Scene, answers: Answers, text: str) -> list[int]:
    numbers = read_numbers([word for word in words_of(text) if word not in ("tps", "dan")])
    if numbers is None:
        raise BadAnswer(texts.STATIONS_PLEASE)
    unknown = [number for number in numbers if number not in question.known(scene, answers)]
    if unknown:
        raise BadAnswer(texts.no_such_stations(unknown))
    return numbers


def _read_words(question: Words, text: str) -> str:
    if not text.strip():
        raise BadAnswer(texts.WORDS_PLEASE)
    if looks_like_votes(text):
        raise BadAnswer(texts.NO_VOTES)
    if len(text) > question.most:
        raise BadAnswer(texts.too_long(question.most))
    return text.strip()
