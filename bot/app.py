"""The composition root: every part is made here, once, and handed what it needs."""

import asyncio
import gc
import logging
import signal
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from telegram.error import InvalidToken, TelegramError
from telegram.ext import ApplicationBuilder, ContextTypes
from telegram.request import HTTPXRequest

from bot import backups, guard, notes
from bot.alarms import Alarms
from bot.clocks import Clock, Steady, boottime, utc_now
from bot.disk import Disk
from bot.dispatch import Dispatch
from bot.health import Pulse
from bot.intake import Intake, UnitApplication
from bot.limits import Rates
from bot.receive import Webhook, WebhookPlan, poll
from bot.routes import TICKS, WORKERS, routes
from bot.schedule import Schedule
from bot.settings import Settings
from bot.tasks import Tasks
from bot.transport import Transport
from bot.work import Tools, Work
from handlers import commands
from handlers.context import Context
from handlers.policy import Policy
from handlers.router import Router
from storage.database import Database

log = logging.getLogger(__name__)

SETTLED = 1.0
"""Seconds after which the start is over: updates are being asked for."""
PAUSE = 2.0
"""Seconds between two tries to learn our own name."""
GRACE = 2.0
"""Seconds to finish what is under way after being asked to stop."""


@dataclass(frozen=True)
class Parts:
    """A running bot's parts, for those who assemble, test or watch it."""

    db: Database
    dispatch: Dispatch
    intake: Intake
    work: Work
    schedule: Schedule
    tasks: Tasks
    policy: Policy
    pulse: Pulse
    alarms: Alarms


async def run(settings: Settings) -> None:
    """Run until SIGINT or SIGTERM, then stop without losing anything.

    The signal cancels this task, so that it also ends a start that waits for Telegram.
    """
    gc.enable()  # again: everything is imported
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    assert task is not None
    for each in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(each, task.cancel)
    with suppress(asyncio.CancelledError):
        async with running(settings) as parts:
            loop.call_later(SETTLED, _collect_less)
            await parts.tasks.failed.wait()
            raise PartFailed from parts.tasks.error
    log.info("The bot has stopped", extra={"action": "stop"})


def _collect_less() -> None:
    """Look for garbage in cycles after 20,000 new objects, not 700: a tenth of all work at 07.00.

    What was made until now stays for good and is not looked at any more.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)


class PartFailed(Exception):
    """A vital part stopped working; the log says which."""


@asynccontextmanager
async def running(
    settings: Settings, clock: Clock = utc_now, rates: Rates | None = None,
    steady: Steady = boottime,
) -> AsyncIterator[Parts]:  # fmt: skip
    """A bot that takes updates and sends messages while the block runs.

    `rates` are Telegram's limits unless a test that is not about them sets others; `steady` are
    seconds that no setting of the clock changes.
    """
    assert settings.token is not None
    token = settings.token.get_secret_value()
    tasks = Tasks()
    db = await Database.open(settings.database_path)
    try:
        async with Transport(settings.api_url, token) as transport:
            rates = rates or Rates(bulk_per_second=settings.bulk_rate)
            parts = await _assemble(settings, token, db, transport, tasks, clock, rates, steady)
            await db.write(lambda tx: commands.publish(tx, clock()))
            source = _source(settings, parts, transport)
            receiving = tasks.start(source, name="receive", vital=True)
            sending = tasks.start(parts.dispatch.run(), name="dispatch", vital=True)
            tasks.start(parts.work.run(), name="work", vital=True)
            _look_after(settings, parts, clock)
            parts.schedule.start()
            log.info("The bot is running", extra={"action": "start"})
            try:
                yield parts
            finally:
                parts.schedule.stop()
                receiving.cancel()
                parts.dispatch.stop()
                await asyncio.wait({sending}, timeout=GRACE)
                await tasks.stop()
    finally:
        await db.close()


def _look_after(settings: Settings, parts: Parts, clock: Clock) -> None:
    """Start what watches over the others: notes, the machine, the database's file and copies."""
    db, tasks, alarms = parts.db, parts.tasks, parts.alarms
    tasks.start(notes.watch(db), name="notes")
    tasks.start(parts.pulse.watch(), name="pulse")
    tasks.start(guard.watch(db, alarms, clock), name="guard", vital=True)
    if settings.backup_every:
        plan = backups.Plan(db.path, settings.backup_dir, settings.backup_every)
        tasks.start(backups.watch(plan, clock, alarms), name="backups")


async def _assemble(
    settings: Settings, token: str, db: Database, transport: Transport, tasks: Tasks,
    clock: Clock, rates: Rates, steady: Steady,
) -> Parts:  # fmt: skip
    application = _application(settings, token)
    await _introduce(application)
    policy = _policy(settings, application.bot.username)
    for handler in Router(routes()).handlers():
        application.add_handler(handler)
    dispatch = Dispatch(db, transport, clock, rates, tasks)

    def wake() -> None:
        dispatch.wake()
        work.wake()

    intake = Intake(db, application, policy, clock, wake, crowd=dispatch.crowd)
    tools = Tools(
        await db.beside(), transport, policy, clock, dispatch.wake, intake.again,
        settings.backup_dir, settings.evidence_dir,
    )  # fmt: skip
    work = Work(tools, WORKERS, tasks)
    schedule = Schedule(db, policy, clock, wake, TICKS)
    alarms = Alarms(transport, policy.admin_ids)
    folders = (settings.evidence_dir, settings.backup_dir)
    disk = Disk(alarms, db.path, folders)
    pulse = Pulse(db, alarms, policy, clock, steady, intake.again, disk)
    return Parts(db, dispatch, intake, work, schedule, tasks, policy, pulse, alarms)


def _application(settings: Settings, token: str) -> UnitApplication:
    builder: Any = ApplicationBuilder()
    request = HTTPXRequest()  # one for getMe, none for updates: each reads the certificates anew
    application: UnitApplication = (
        builder.application_class(UnitApplication)
        .token(token)
        .base_url(f"{settings.api_url}/bot")
        .base_file_url(f"{settings.api_url}/file/bot")
        .request(request)
        .get_updates_request(request)
        .context_types(ContextTypes(context=Context))
        .updater(None)
        .job_queue(None)
        .build()
    )
    return application


async def _introduce(application: UnitApplication) -> None:
    """Learn our own name (getMe); retried until Telegram answers. InvalidToken ends it.

    PTB's own connections are closed right after: everything else is sent by our transport.
    """
    while True:
        try:
            await application.initialize()
            await application.bot.shutdown()
            return
        except InvalidToken:
            raise
        except Exception as error:  # noqa: BLE001 - PTB trips over answers of a wrong shape
            reason = error if isinstance(error, TelegramError) else type(error).__name__
            log.warning("Telegram cannot be reached: %s", reason, extra={"action": "start"})
            await asyncio.sleep(PAUSE)


def _policy(settings: Settings, username: str) -> Policy:
    return Policy(
        zone=settings.timezone, admin_ids=frozenset(settings.admin_ids), bot_username=username,
        bulk_rate=settings.bulk_rate,
    )  # fmt: skip


def _source(settings: Settings, parts: Parts, transport: Transport) -> Coroutine[Any, Any, None]:
    """Where updates come from, until cancelled."""
    if settings.webhook_url is None:
        return poll(transport, parts.intake, parts.pulse)
    parts.tasks.start(parts.pulse.listen(), name="listening")
    plan = WebhookPlan(
        settings.webhook_url, urlsplit(settings.webhook_url).path or "/",
        settings.webhook_secret.get_secret_value(), settings.listen.host, settings.listen.port,
    )  # fmt: skip
    return Webhook(plan, parts.intake).run(transport)
