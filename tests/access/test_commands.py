"""Command menus: people see only what is theirs, and Telegram is asked as rarely as can be."""

from bot.routes import routes
from handlers import commands
from handlers.texts.commands import DESCRIPTIONS
from storage.people import PersonId, Post
from tests.town import Town


def test_every_listed_command_exists() -> None:
    """No menu offers what the bot does not understand."""
    known = routes()

    offered = set(commands.NEEDS) | set(commands.OFFICERS)
    assert offered <= set(known.commands)
    assert set(commands.EVERYONE) <= set(known.open_commands)
    assert set(DESCRIPTIONS) >= offered | set(commands.EVERYONE)


def test_lists_are_short_and_without_repetition() -> None:
    """Each list names a command once and fits Telegram's menu."""
    for words in (commands.EVERYONE, commands.OFFICERS, tuple(commands.NEEDS)):
        assert len(words) == len(set(words)) <= 35


async def test_the_shared_lists_are_set_at_the_start(town: Town) -> None:
    """Default /start and /bantuan; officers' list for all private chats; no chat of its own."""
    await town.quiet()
    known = town.sim.world.commands

    assert [c["command"] for c in known["default", ""]] == ["start", "bantuan"]
    assert [c["command"] for c in known["all_private_chats", ""]] == list(commands.OFFICERS)
    assert set(known) == {("default", ""), ("all_private_chats", "")}


async def test_only_those_beyond_the_stations_get_a_list_of_their_own(town: Town) -> None:
    """PPS, lurah, coordinators, guards and admins; once, however often they start."""
    names = ("Slamet", "Rina", "Yanti", "Lurah Hadi", "Polsek Arif", "Gito")
    for name in names:
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
    assert own.keys() == {f"chat:{town.phone(name).user_id}" for name in names[2:]} | {
        f"chat:{town.admin.user_id}"
    }
    assert "tps" not in own[f"chat:{town.phone('Gito').user_id}"]
    assert own[f"chat:{town.admin.user_id}"] == [w for w in commands.NEEDS if w != "status"]
    calls = "SELECT COUNT(*) FROM outbox WHERE kind = 'commands' AND chat_id IS NOT NULL"
    assert await town.value(calls) == 5


async def test_a_list_goes_with_its_role(town: Town) -> None:
    """Whoever is lurah no longer has the officers' list again."""
    hadi = town.phone("Lurah Hadi")
    await hadi.starts()
    await hadi.sees("Bapak/Ibu Lurah Hadi")
    await town.admin.says("/cabut lurah hadi")
    await town.admin.sees("Ditemukan 1")
    await town.admin.presses("Lurah Hadi")
    await town.admin.sees("Cabut tugas Lurah Hadi")
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


def test_lists_follow_the_rights_of_all_posts_together() -> None:
    """A lurah who is a coordinator too has both; those at stations alone have the shared list."""
    lurah = Post(1, PersonId(1), "lurah", "35.73.03.1001", None, None, None, 0, False)
    police = Post(2, PersonId(1), "koordinator", "35.73.03", None, None, "polri", 0, False)
    linmas = Post(3, PersonId(1), "linmas", "35.73.03.1001", 1, None, None, 1, False)
    assert "siaran" not in (commands.list_for([lurah]) or ())
    assert {"siaran", "tps", "ganti"} <= set(commands.list_for([lurah, police]) or ())
    assert commands.list_for([linmas]) is None
    assert commands.list_for([]) is None
    assert set(commands.words_for([linmas])) == set(commands.OFFICERS)
