"""The wheel works where nothing of the source tree is: in an empty folder."""

import asyncio
import os
import shutil
import site
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "handlers", "storage")


def python(*arguments: str | Path, cwd: Path) -> None:
    done = subprocess.run(
        [sys.executable, *arguments], cwd=cwd, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@dataclass(frozen=True)
class Installation:
    """A virtual environment that has the wheel, and the wheel itself."""

    bin: Path
    wheel: Path


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """Build from a copy of the source, install without network beside our dependencies."""
    source = tmp_path_factory.mktemp("source")
    for package in PACKAGES:
        shutil.copytree(
            ROOT / package, source / package, ignore=shutil.ignore_patterns("__pycache__")
        )
    for file in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / file, source)
    python("-m", "build", "--wheel", "--no-isolation", "--outdir", "out", cwd=source)
    (wheel,) = (source / "out").glob("*.whl")

    home = tmp_path_factory.mktemp("venv")
    python("-m", "venv", "--without-pip", home, cwd=source)
    (library,) = home.glob("lib/python*/site-packages")
    # A path line brings in our dependencies, but not the editable install of this tree.
    (library / "dependencies.pth").write_text("\n".join(site.getsitepackages()), encoding="utf-8")
    pip = ("-m", "pip", "--python", home / "bin" / "python")
    python(*pip, "install", "--quiet", "--no-deps", "--no-index", wheel, cwd=source)
    return Installation(home / "bin", wheel)


async def call(program: Path, *arguments: str, cwd: Path, **settings: str) -> tuple[int, str]:
    """Run a program in a folder with these settings only; exit code and everything it printed."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith("SIAGA_")}
    bare.pop("PYTHONPATH", None)
    process = await asyncio.create_subprocess_exec(
        program, *arguments, cwd=cwd, env=bare | settings,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    printed, _ = await process.communicate()
    assert process.returncode is not None
    return process.returncode, printed.decode()


def test_the_wheel_holds_every_file_of_the_packages(installed: Installation) -> None:
    """SQL, data, pages and types travel with the code; a forgotten suffix shows here."""
    with zipfile.ZipFile(installed.wheel) as archive:
        packed = set(archive.namelist())
    files = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert files <= packed


async def test_check_runs_in_an_empty_folder(installed: Installation, tmp_path: Path) -> None:
    """Without any setting it says what is missing, in lines, not in a traceback."""
    code, printed = await call(installed.bin / "siaga", "check", cwd=tmp_path)
    assert code == 2
    assert "SIAGA_TOKEN belum diisi" in printed
    assert "Traceback" not in printed
    assert list(tmp_path.iterdir()) == []


async def test_check_is_content_where_everything_is_set(
    installed: Installation, tmp_path: Path
) -> None:
    """With a token that the server knows, an installed copy is ready to run."""

    async def get_me(_: web.Request) -> web.Response:
        me = {"id": 1, "is_bot": True, "first_name": "Siaga", "username": "siaga_bot"}
        return web.json_response({"ok": True, "result": me})

    app = web.Application()
    app.router.add_get("/bot1:TEST/getMe", get_me)
    async with TestServer(app) as server:
        code, printed = await call(
            installed.bin / "siaga", "check", cwd=tmp_path,
            SIAGA_TOKEN="1:TEST", SIAGA_API_URL=str(server.make_url("")),
        )  # fmt: skip
    assert (code, "@siaga_bot" in printed) == (0, True), printed


async def test_migrations_and_sample_data_are_found(
    installed: Installation, tmp_path: Path
) -> None:
    """The installed copy makes a database and a city from its own files."""
    program = (
        "import asyncio, bot, pathlib\n"
        "from bot.city.malang import build\n"
        "from storage.database import Database\n"
        "db = asyncio.run(Database.open(pathlib.Path('siaga.db')))\n"
        "asyncio.run(db.close())\n"
        "print(len(build().stations), bot.__file__)\n"
    )
    code, printed = await call(installed.bin / "python", "-c", program, cwd=tmp_path)
    assert code == 0, printed
    assert printed.startswith(f"1188 {installed.bin.parent}")
