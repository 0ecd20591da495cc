"""The real process is killed twice in the middle of a broadcast, among blocks and 429s."""

from pathlib import Path

from bot.simulator import Simulator
from tests.broadcast.flood import Flood, Plan


async def test_everybody_reachable_has_it_and_the_figures_add_up(tmp_path: Path) -> None:
    """None twice but those in flight; 11,000 people are `make torture`'s."""
    async with Simulator(latency=0.002) as sim:
        result = await Flood(sim, tmp_path, Plan(600, (0.0, 0.5), rate=500.0)).run()
    assert result.kills == 2
    assert result.waits > 5
    assert result.holds, result
