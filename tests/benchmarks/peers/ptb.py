"""python-telegram-bot as its documentation teaches: Application, Updater, ConversationHandler.

After docs.python-telegram-bot.org, examples conversationbot2.py and inlinekeyboard2.py; with the
argument `concurrent` also concurrent_updates(True), as the wiki's page Concurrency says.
"""

import sys
from contextlib import suppress
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.constants import ParseMode
from telegram.error import BadRequest
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
)

from tests.benchmarks.peers import store

LIST = 0


def markup(page: store.Page) -> InlineKeyboardMarkup:
    keys = [InlineKeyboardButton(label, callback_data=data) for label, data in page.buttons]
    return InlineKeyboardMarkup([keys[at : at + 2] for at in range(0, len(keys), 2)])


async def show(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
    """/tps: send the list of milestones."""
    assert update.message is not None
    assert update.effective_user is not None
    db = context.bot_data["db"]
    station = await store.station_of(db, update.effective_user.id)
    if station is None:
        return ConversationHandler.END
    page = await store.page(db, station)
    await update.message.reply_text(page.text, parse_mode=ParseMode.HTML, reply_markup=markup(page))
    return LIST


async def tick(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
    """A milestone was pressed: store it, answer, and bring the list up to date."""
    query = update.callback_query
    assert query is not None
    db = context.bot_data["db"]
    _, station, milestone = (query.data or "").split(":")
    number = await store.report(db, query.from_user.id, int(station), milestone)
    await query.answer(store.thanks(number))
    page = await store.page(db, int(station))
    with suppress(BadRequest):  # two presses at once: the other one has shown the same before
        await query.edit_message_text(
            page.text, parse_mode=ParseMode.HTML, reply_markup=markup(page)
        )
    return LIST


async def cancel(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
    """/batal: leave the list."""
    return ConversationHandler.END


async def open_database(application: Application[Any, Any, Any, Any, Any, Any]) -> None:
    application.bot_data["db"] = await store.connect()


async def close_database(application: Application[Any, Any, Any, Any, Any, Any]) -> None:
    await application.bot_data["db"].close()


def main() -> None:
    builder = (
        Application.builder()
        .token(store.TOKEN)
        .base_url(f"{store.API_URL}/bot")
        .post_init(open_database)
        .post_shutdown(close_database)
    )
    if "concurrent" in sys.argv:
        builder = builder.concurrent_updates(True)
    application = builder.build()
    application.add_handler(
        ConversationHandler(
            entry_points=[CommandHandler("tps", show)],
            states={LIST: [CallbackQueryHandler(tick, pattern="^tick:")]},
            fallbacks=[CommandHandler("batal", cancel), CommandHandler("tps", show)],
        )
    )
    application.run_polling(allowed_updates=Update.ALL_TYPES)


if __name__ == "__main__":
    main()
