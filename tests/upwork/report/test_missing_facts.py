"""What is not known yet, field by field."""

from advisor.advice.model import Question, Subject
from advisor.upwork.report.missing_facts import MissingFacts, missing_facts
from tests.facts.shipped import facts

STATE = """\
profile: {name: Nora, job_success: 90}
clients: [{id: acme, name: ACME, red_flags: no}]
contracts:
  - {id: a, client: acme, title: Logo, status: active, client_mood: happy}
  - {id: b, title: Menu}
  - {id: c, client: acme, title: Poster, status: ended}
"""


def question(path: str, entity: str, key: str) -> Question:
    return Question(path, "?", "", Subject(entity, key, key), ())


def found(*questions: Question) -> dict[tuple[str, str], MissingFacts]:
    return {(missing.entity, missing.field): missing for missing in missing_facts(facts(STATE), questions)}


def test_rows_that_have_ended_lack_nothing() -> None:
    missing = found()

    assert missing["contract", "client_mood"] == MissingFacts("contract", "client_mood", 1, 2)
    assert missing["contract", "status"] == MissingFacts("contract", "status", 1, 2)
    assert missing["client", "contact"] == MissingFacts("client", "contact", 1, 1)
    assert missing["profile", "badge"] == MissingFacts("profile", "badge", 1, 1)


def test_what_is_known_or_has_a_default_is_not_missing() -> None:
    missing = found()

    assert [
        name for name in ("title", "missed_deadlines", "idle", "id") if ("contract", name) in missing
    ] == []
    assert [name for name in ("name", "job_success") if ("profile", name) in missing] == []


def test_a_link_is_missing_as_a_field_is() -> None:
    assert found()["contract", "client"] == MissingFacts("contract", "client", 1, 2)


def test_an_answer_about_what_has_ended_may_matter_too() -> None:
    fair = question("contracts.c.feedback_fair", "contract", "c")
    mood = question("contracts.b.client_mood", "contract", "b")

    missing = found(fair, mood)

    assert missing["contract", "feedback_fair"] == MissingFacts("contract", "feedback_fair", 2, 2, 1)
    assert missing["contract", "client_mood"].asked == 1


def test_the_order_is_that_of_the_vocabulary() -> None:
    missing = list(found())

    assert [entity for entity, _ in missing] == sorted(
        (entity for entity, _ in missing), key=["profile", "client", "contract"].index
    )
    assert missing.index(("contract", "status")) < missing.index(("contract", "client_mood"))
