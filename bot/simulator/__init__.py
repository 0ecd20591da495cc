"""A Bot API server that keeps Telegram's rules, and phones to use it from tests and a page."""

from bot.simulator.group import Group
from bot.simulator.phone import Phone
from bot.simulator.screen import Message
from bot.simulator.server import Persona, Simulator
from bot.simulator.throttle import Limits

__all__ = ["Group", "Limits", "Message", "Persona", "Phone", "Simulator"]
