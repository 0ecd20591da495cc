"""Partisipasi: how many voters voted. A count only, never votes."""

from handlers.access import Action
from handlers.events.quantities import read_quantity
from handlers.forms import status
from handlers.forms.model import Answers, Form, Number, Scene
from handlers.texts import participation as texts
from storage import reports

BALLOTS = "DPT + 2.5 %"
"""Ballots of a station: registered voters and the reserve (PKPU 12/2024)."""
MOST_OF_A_STATION = 600
"""Registered voters a station may have at most (PKPU 17/2024): where nobody told its own number."""
KIND = "partisipasi"


def _unlikely(scene: Scene, answers: Answers, voters: int) -> str | None:
    return (
        _before_voting(scene, voters)
        or _over_the_ballots(scene, voters)
        or _fewer_than_before(scene, answers, voters)
    )


def _before_voting(scene: Scene, voters: int) -> str | None:
    """Nobody can have voted before the day and hour of the meeting; 0 is asked about too."""
    opens = next((each for each in scene.milestones if each.code == "mulai"), None)
    due = None if opens is None else status.expected_at(scene, opens)
    return None if due is None or scene.local >= due else texts.before_voting(voters, due)


def _over_the_ballots(scene: Scene, voters: int) -> str | None:
    registered = scene.station.voters if scene.station else None
    most = read_quantity(BALLOTS).of(registered or MOST_OF_A_STATION)
    if most is None or voters <= most:
        return None
    if registered is None:
        return texts.more_than_any_station(voters, MOST_OF_A_STATION)
    return texts.more_than_ballots(voters, registered)


def _fewer_than_before(scene: Scene, answers: Answers, voters: int) -> str | None:
    """Nobody un-votes: a smaller number is a slip, unless it corrects the one before."""
    if scene.station is None or answers.get("_corrects") is not None:
        return None
    place = reports.place_key(scene.place.area, scene.station.id, None)
    held = reports.standing(scene.tx, scene.event.id, place, KIND).get(KIND)
    before = None if held is None else held.answers.get("voters")
    if not isinstance(before, int) or voters >= before:
        return None
    return texts.fewer_than_before(before, voters)


FORM = Form(
    kind=KIND,
    title="Partisipasi",
    action=Action.REPORT_TURNOUT,
    questions=(Number("voters", texts.HOW_MANY, high=99_999, doubt=_unlikely, heading="pemilih"),),
    summary=lambda scene, answers: texts.summary(answers["voters"]),
    help=texts.HELP,
    words=(
        "pemilih", "partisipasi", "jumlah pemilih", "pengguna hak pilih", "hadir", "nyoblos",
        "mencoblos", "coblos", "memilih", "pemilih nyoblos", "pemilih hadir", "pemilih datang",
        "jumlah pemilih hadir", "jumlah hadir", "jumlah nyoblos", "warga nyoblos",
        "pemilih sementara", "sementara pemilih",
    ),
)  # fmt: skip
