"""python-telegram-bot's own transport: what waits in a table is sent by Bot.send_message.

As many at once as the bot that is measured has under way; connections as Application sets them.
"""

import asyncio

from telegram import Bot, ReplyKeyboardMarkup
from telegram.ext import Application

from tests.benchmarks.peers import store

AT_ONCE = 100


async def main() -> None:
    db = await store.connect()
    async with db.execute("SELECT user_id FROM accounts ORDER BY 1 LIMIT 2000") as cursor:
        chats = [int(row[0]) for row in await cursor.fetchall()]
    places = asyncio.Semaphore(AT_ONCE)
    keyboard = ReplyKeyboardMarkup([["📍 Status TPS", "📦 Logistik"]], resize_keyboard=True)

    async def send(bot: Bot, chat: int) -> None:
        async with places:
            await bot.send_message(
                chat, "✅ No. 1832. Rapat dimulai <b>07.02</b>", "HTML", reply_markup=keyboard
            )

    application = Application.builder().token(store.TOKEN).base_url(f"{store.API_URL}/bot").build()
    async with application:
        await asyncio.gather(*(send(application.bot, chat) for chat in chats))
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
