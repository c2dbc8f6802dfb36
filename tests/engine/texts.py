"""What random playbooks say: steps and drafts with conditions and numbers, and what no draft may say."""

from collections.abc import Callable

from hypothesis import strategies as st

from tests.engine.among import among
from tests.engine.words import Words
from tests.engine.written import Json

SPOKEN = ["please", "send", "five", "good", "stars", "money", "refunds", "today"]
FORMS = ["one deal|# deals", "one good deal|all # deals", "it|five stars", "a star|many"]
PHRASES = {  # what a draft may not say, and the same as a regular expression over its words
    "five stars": r"\bfive stars\b",
    "{praise} stars": r"\b(good|five) stars\b",
    "good (stars|money)": r"\bgood (stars|money)\b",
    "refund*": r"\brefund",
    "send ...2 money": r"\bsend( \w+){0,2} money\b",
    "please": r"\bplease\b",
}
LISTS = {"praise": ["good", "five"]}
Blocks = Callable[[str], st.SearchStrategy[Json]]


@st.composite
def sentences(draw: st.DrawFn, words: Words, entity: str) -> str:
    """A few words; among them may be the form that goes with a number."""
    spoken = draw(st.lists(among(SPOKEN), min_size=1, max_size=4))
    counts = [path for path, kind in words.paths(entity) if kind == "count"]
    if draw(st.booleans()) and counts:
        form = f"{{{draw(among(counts))}: {draw(among(FORMS))}}}"
        spoken.insert(draw(st.integers(0, len(spoken))), form)
    return f"So {' '.join(spoken)}."


@st.composite
def texts(draw: st.DrawFn, words: Words, entity: str, blocks: Blocks, most: int) -> list[Json]:
    """Steps or variants; every other one has a condition."""
    found: list[Json] = []
    for _ in range(draw(st.integers(0, most))):
        text = draw(sentences(words, entity))
        found.append({"text": text, "when": draw(blocks(entity))} if draw(st.booleans()) else {"text": text})
    return found


@st.composite
def actions(draw: st.DrawFn, words: Words, entity: str, blocks: Blocks) -> dict[str, Json]:
    """An action with what it says; its draft may be one text."""
    action: dict[str, Json] = {"for": entity, "title": "-", "effort": "low"}
    if steps := draw(texts(words, entity, blocks, 2)):
        action["steps"] = [step if "when" in step else step["text"] for step in steps]
    if draft := draw(texts(words, entity, blocks, 3)):
        action["message"] = draft if len(draft) > 1 or "when" in draft[0] else draft[0]["text"]
    return action


@st.composite
def conduct(draw: st.DrawFn) -> dict[str, Json]:
    """What no draft may say, in most playbooks nothing that one would."""
    phrases = draw(st.lists(among(PHRASES), max_size=2, unique=True))
    if not phrases:
        return {}
    never: list[Json] = [
        {"id": f"n{number}", "any_of": phrase, "says": f"says {number}", "instead": "say nothing"}
        for number, phrase in enumerate(phrases)
    ]
    lists = {"lists": LISTS} if any("{praise}" in phrase for phrase in phrases) else {}
    return {"messages": {**lists, "never": never}}


@st.composite
def constraints(draw: st.DrawFn, entities: list[str], blocks: Blocks) -> list[Json]:
    """What must hold of states; no more than a warning where it does not, so that every state can be used."""
    found = []
    for number in range(draw(st.integers(0, 2))):
        entity = draw(among(entities))
        found.append({"for": entity, "holds": draw(blocks(entity)), "says": f"breaks {number}"})
    return found
