"""Command menus: people see only what is theirs, and Telegram is asked as rarely as can be."""

from bot.routes import routes
from handlers import commands
from handlers.access import Role
from handlers.texts.commands import DESCRIPTIONS
from tests.town import Town


def test_every_listed_command_exists() -> None:
    """No menu offers what the bot does not understand."""
    known = routes()

    offered = {word for words in commands.LISTS.values() for word in words} | set(commands.OFFICERS)
    assert offered <= set(known.commands)
    assert set(commands.EVERYONE) <= set(known.open_commands)
    assert set(DESCRIPTIONS) >= offered | set(commands.EVERYONE)


def test_lists_are_short_and_without_repetition() -> None:
    """Each list names a command once and fits Telegram's menu."""
    for words in (commands.EVERYONE, commands.OFFICERS, *commands.LISTS.values()):
        assert len(words) == len(set(words)) <= 25


async def test_the_shared_lists_are_set_at_the_start(town: Town) -> None:
    """Default /start and /bantuan; officers' list for all private chats; no chat of its own."""
    await town.quiet()
    known = town.sim.world.commands

    assert [c["command"] for c in known["default", ""]] == ["start", "bantuan"]
    assert [c["command"] for c in known["all_private_chats", ""]] == list(commands.OFFICERS)
    assert set(known) == {("default", ""), ("all_private_chats", "")}


async def test_only_those_who_lead_get_a_list_of_their_own(town: Town) -> None:
    """Lurah, camat, coordinators and admins; once, however often they start."""
    for name in ("Slamet", "Rina", "Yanti", "Lurah Hadi", "Camat Budi", "Polsek Arif"):
        for _ in range(2):
            await town.phone(name).starts()
            await town.phone(name).sees(f"Bapak/Ibu {name}")
    await town.admin.starts()
    await town.admin.sees("Bapak/Ibu Admin")
    await town.quiet()

    own = {
        scope: [c["command"] for c in words]
        for (scope, _), words in town.sim.world.commands.items()
        if scope.startswith("chat:")
    }
    assert own == {
        f"chat:{town.phone('Lurah Hadi').user_id}": list(commands.LISTS["pemimpin"]),
        f"chat:{town.phone('Camat Budi').user_id}": list(commands.LISTS["pemimpin"]),
        f"chat:{town.phone('Polsek Arif').user_id}": list(commands.LISTS["koordinator"]),
        f"chat:{town.admin.user_id}": list(commands.LISTS["admin"]),
    }
    calls = "SELECT COUNT(*) FROM outbox WHERE kind = 'commands' AND chat_id IS NOT NULL"
    assert await town.value(calls) == 4


async def test_a_list_goes_with_its_role(town: Town) -> None:
    """Whoever is lurah no longer has the officers' list again."""
    hadi = town.phone("Lurah Hadi")
    await hadi.starts()
    await hadi.sees("Bapak/Ibu Lurah Hadi")
    await town.admin.says("/cabut lurah hadi")
    await town.admin.sees("Ditemukan 1")
    await town.admin.presses("Lurah Hadi")
    await town.admin.sees("Cabut Lurah Hadi")
    await town.admin.presses("🚫 Ya, cabut")
    await hadi.sees("berakhir")
    await town.quiet()

    assert (f"chat:{hadi.user_id}", "") not in town.sim.world.commands


async def test_a_list_comes_with_its_role(town: Town) -> None:
    """A linmas who becomes coordinator by invitation gets the coordinators' list."""
    await town.admin.says("/undang 35.73 koordinator dinkes")
    await town.admin.sees("Undangan")
    token = await town.value("SELECT token FROM invitations")
    agus = town.phone("Agus")
    await agus.starts(str(token))
    await agus.sees("Terima?")
    await agus.presses("✅ Terima")
    await agus.sees("koordinator Dinkes")
    await town.quiet()

    assert (f"chat:{agus.user_id}", "") in town.sim.world.commands


async def test_after_a_roster_gave_the_role(fresh_town: Town) -> None:
    """The first registration of a lurah brings the list along."""
    hadi = fresh_town.phone("Lurah Hadi")
    await hadi.shares_contact()
    await hadi.sees("lurah/kepala desa Kel. Kotalama?")
    await hadi.presses("Benar")
    await hadi.sees("Selamat datang")
    await fresh_town.quiet()

    assert (f"chat:{hadi.user_id}", "") in fresh_town.sim.world.commands


def test_the_highest_role_decides() -> None:
    """Somebody who is lurah and admin sees the admin's list."""
    assert [role for role, _ in commands._BY_ROLE] == [
        Role.ADMIN, Role.KOORDINATOR, Role.CAMAT, Role.LURAH,
    ]  # fmt: skip
