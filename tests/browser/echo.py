"""A tiny bot for looking at the page: it asks, takes, tells the coordinator."""

import asyncio
from typing import Any

import aiohttp

Json = dict[str, Any]
MENU = {
    "keyboard": [
        [{"text": "✅ TPS 001: rapat dimulai"}],
        [{"text": "📍 Status TPS"}, {"text": "📦 Logistik"}],
        [{"text": "📱 Bagikan nomor saya", "request_contact": True}],
    ],
    "resize_keyboard": True,
}
QUESTION = {
    "inline_keyboard": [
        [{"text": "🌊 Banjir", "callback_data": "banjir"}],
        [
            {"text": "Batal", "callback_data": "batal"},
            {"text": "Penting", "callback_data": "penting"},
        ],
    ]
}
KINDS = ("text", "photo", "document", "location", "contact")
TAKE = {"inline_keyboard": [[{"text": "🙋 Saya tangani", "callback_data": "tangani"}]]}


class Echo:
    """Long polling; what people of the page need to see happens."""

    def __init__(self, url: str, coordinator: int) -> None:
        self._api = f"{url}/bot1:TEST"
        self._coordinator = coordinator
        self.heard: list[Json] = []

    async def run(self) -> None:
        """Answer until cancelled."""
        offset = 0
        async with aiohttp.ClientSession() as session:
            await self._call(session, "setMyCommands", commands=[
                {"command": "masalah", "description": "Laporkan masalah"},
                {"command": "bantuan", "description": "Cara memakai bot"},
            ])  # fmt: skip
            while True:
                for update in await self._call(session, "getUpdates", offset=offset, timeout=20):
                    offset = update["update_id"] + 1
                    self.heard.append(update)
                    await self._answer(session, update)

    async def _call(self, session: aiohttp.ClientSession, method: str, **values: Any) -> Any:
        async with session.post(f"{self._api}/{method}", json=values) as answer:
            body = await answer.json()
            assert body["ok"], body
            return body["result"]

    async def _answer(self, session: aiohttp.ClientSession, update: Json) -> None:
        if "callback_query" in update:
            await self._pressed(session, update["callback_query"])
        elif "message" in update:
            await self._said(session, update["message"])

    async def _pressed(self, session: aiohttp.ClientSession, query: Json) -> None:
        alert = query["data"] == "penting"
        words = {"callback_query_id": query["id"], "text": "Tersimpan", "show_alert": alert}
        await self._call(session, "answerCallbackQuery", **words)
        where = {
            "chat_id": query["message"]["chat"]["id"],
            "message_id": query["message"]["message_id"],
            "parse_mode": "HTML",
        }
        text = f"✅ No. 1832. <b>{query['data'].title()}</b>"
        await self._call(session, "editMessageText", **where, text=text)
        if query["data"] == "banjir":
            alarm = "🔴 <b>MERAH</b> · Banjir di TPS 001 Jodipan\nPelapor: +62 800-1111-0001"
            to = {"chat_id": self._coordinator, "parse_mode": "HTML", "reply_markup": TAKE}
            await self._call(session, "sendMessage", **to, text=alarm)

    async def _said(self, session: aiohttp.ClientSession, message: Json) -> None:
        to = {"chat_id": message["chat"]["id"], "parse_mode": "HTML"}
        text = message.get("text", "")
        if text.startswith("/start"):
            hello = "Selamat datang di <b>Siaga TPS</b>.\nKetik /masalah bila ada masalah."
            await self._call(session, "sendMessage", **to, text=hello, reply_markup=MENU)
        elif text.startswith("/masalah"):
            ask = "Masalah apa?\n<i>Darurat? Telepon dulu:</i> +62 800-2222-3333"
            await self._call(session, "sendMessage", **to, text=ask, reply_markup=QUESTION)
        else:
            kind = next((each for each in KINDS if each in message), None)
            if kind is not None:
                words = f"Diterima: {kind} <code>{text or '-'}</code>"
                await self._call(session, "sendMessage", **to, text=words)


async def serve(url: str, coordinator: int) -> tuple[Echo, asyncio.Task[None]]:
    """The bot and the task that runs it."""
    echo = Echo(url, coordinator)
    return echo, asyncio.create_task(echo.run())
