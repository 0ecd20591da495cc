"""The town on the eve of voting day, with its timers planned, for dialogues about silence."""

from bot.simulator import Message
from tests.town import Town


def nudges(town: Town, name: str, about: str = "") -> list[Message]:
    """The nudges on somebody's phone that say this."""
    found = town.phone(name).messages
    return [each for each in found if each.text.startswith("⏰ TPS") and about in each.text]


def lists(town: Town, name: str, about: str = "") -> list[Message]:
    """The lists of silent stations on somebody's phone that say this."""
    found = town.phone(name).messages
    return [each for each in found if each.text.startswith("⚪ Belum ada") and about in each.text]
