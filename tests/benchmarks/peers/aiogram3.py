"""aiogram 3 with its defaults, as docs.aiogram.dev teaches: Dispatcher, Router, FSM, polling."""

import asyncio
from contextlib import suppress

import aiosqlite
from aiogram import Bot, Dispatcher, F, Router
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.exceptions import TelegramBadRequest
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message
from aiogram.utils.keyboard import InlineKeyboardBuilder

from tests.benchmarks.peers import store

router = Router()


class Report(StatesGroup):
    """Where somebody is in the conversation."""

    listing = State()


def markup(page: store.Page) -> InlineKeyboardMarkup:
    builder = InlineKeyboardBuilder()
    for label, data in page.buttons:
        builder.button(text=label, callback_data=data)
    builder.adjust(2)
    return builder.as_markup()


@router.message(Command("tps"))
async def show(message: Message, state: FSMContext, db: aiosqlite.Connection) -> None:
    """/tps: send the list of milestones."""
    assert message.from_user is not None
    station = await store.station_of(db, message.from_user.id)
    if station is None:
        return
    page = await store.page(db, station)
    await state.set_state(Report.listing)
    await message.answer(page.text, reply_markup=markup(page))


@router.callback_query(Report.listing, F.data.startswith("tick:"))
async def tick(query: CallbackQuery, db: aiosqlite.Connection) -> None:
    """A milestone was pressed: store it, answer, and bring the list up to date."""
    _, station, milestone = (query.data or "").split(":")
    number = await store.report(db, query.from_user.id, int(station), milestone)
    await query.answer(store.thanks(number))
    page = await store.page(db, int(station))
    if not isinstance(query.message, Message):
        return
    with suppress(TelegramBadRequest):  # two presses at once: the other one has shown the same
        await query.message.edit_text(page.text, reply_markup=markup(page))


async def main() -> None:
    session = AiohttpSession(api=TelegramAPIServer.from_base(store.API_URL))
    bot = Bot(store.TOKEN, session, DefaultBotProperties(parse_mode=ParseMode.HTML))
    dispatcher = Dispatcher(db=await store.connect())
    dispatcher.include_router(router)
    await dispatcher.start_polling(bot)


if __name__ == "__main__":
    asyncio.run(main())
