"""`words:`, layer over layer; what is wrong with them stands in `broken/`."""

from pathlib import Path

import pytest

from advisor.playbook.load import load_playbook
from advisor.playbook.model import RuleBase
from advisor.playbook.terms import NEUTRAL, Terms
from advisor.playbook.units import Units
from tests.playbook.sound import SOUND, sound, usable

STATES = "entities: {home: {key: id, fields: {title: {type: text}}}}\n"


def terms_of(folder: Path, *layers: str) -> Terms:
    return layered(folder, *layers).words


def layered(folder: Path, *layers: str) -> RuleBase:
    paths = [folder / f"{number}.yaml" for number in range(len(layers) + 1)]
    for path, text in zip(paths, (STATES, *layers), strict=True):
        path.write_text(text, encoding="utf-8")
    return usable(load_playbook(tuple(map(str, paths))))


def test_a_playbook_that_says_nothing_has_neutral_words() -> None:
    assert sound().words == NEUTRAL == Terms()


@pytest.mark.parametrize(
    ("words", "terms"),
    [
        ('currency: "€"', Terms(Units("€"))),
        ('currency: {sign: kr, place: after}', Terms(Units("kr", after=True))),
        ("score: standing", Terms(score="standing")),
        ("score: {name: trust, point: mark}", Terms(Units(point="mark"), score="trust")),
        ("score: {risk: one scratch, note: An estimate.}", Terms(risk="one scratch", note="An estimate.")),
        ("person: landlord", Terms(person="landlord")),
        ("and: und", Terms(conjunction="und")),
    ],
)  # fmt: skip
def test_each_word_is_given_alone(words: str, terms: Terms, tmp_path: Path) -> None:
    assert terms_of(tmp_path, f"words: {{{words}}}\n") == terms


def test_a_layer_on_top_gives_some_words_anew(tmp_path: Path) -> None:
    below = 'words: {currency: "$", person: freelancer, score: {name: trust, risk: one complaint}}\n'
    above = "words: {currency: {sign: €, place: after}, score: {name: standing}}\n"

    units = Units("€", after=True, below=("$",))
    assert terms_of(tmp_path, below, above) == Terms(units, "freelancer", "standing", "one complaint")


def test_amounts_below_keep_their_numbers_under_another_currency(tmp_path: Path) -> None:
    below = 'words: {currency: "$"}\npolicy: {much: {type: money, value: "$1,200"}}\n'
    playbook = layered(tmp_path, below, 'words: {currency: "€"}\n')

    assert playbook.spoken("much") == "€1,200"


def test_a_word_stands_once_in_the_files_of_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("mine").mkdir()
    Path("mine", "a.yaml").write_text("words: {person: landlord}\n", encoding="utf-8")
    Path("mine", "b.yaml").write_text("words: {person: tenant}\n", encoding="utf-8")

    assert [str(problem) for problem in load_playbook((str(SOUND), "mine")).diagnostics] == [
        'mine/b.yaml:1:17: error[duplicate-id]: "person" is among the words already, at mine/a.yaml:1:17\n'
        "    hint: remove one"
    ]
