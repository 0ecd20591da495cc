"""Partisipasi: how many voters voted. A count only, never votes."""

from handlers.access import Action
from handlers.events.quantities import read_quantity
from handlers.forms.model import Answers, Form, Number, Scene
from handlers.texts import participation as texts

BALLOTS = "DPT + 2.5 %"
"""Ballots of a station: registered voters and the reserve (PKPU 12/2024)."""


def _over_the_ballots(scene: Scene, answers: Answers, voters: int) -> str | None:
    registered = scene.station.voters if scene.station else None
    most = read_quantity(BALLOTS).of(registered)
    if registered is None or most is None or voters <= most:
        return None
    return texts.more_than_ballots(voters, registered)


FORM = Form(
    kind="partisipasi",
    title="Partisipasi",
    action=Action.REPORT_TURNOUT,
    questions=(
        Number("voters", texts.HOW_MANY, high=5000, doubt=_over_the_ballots, heading="pemilih"),
    ),
    summary=lambda scene, answers: texts.summary(answers["voters"]),
    help=texts.HELP,
    words=("pemilih", "partisipasi", "jumlah pemilih", "pengguna hak pilih", "hadir"),
)
