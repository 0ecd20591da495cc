"""The one key that a stranger gets."""

from handlers.buttons import Key, keyboard
from handlers.context import Context
from handlers.texts import registration as texts


def share(ctx: Context, text: str) -> None:
    """Say something with the key that shares the own number."""
    ctx.reply(text, markup=keyboard([[Key(texts.SHARE, asks="contact")]], once=True))
