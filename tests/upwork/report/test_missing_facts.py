"""What nobody has told yet, field by field."""

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
    return {(each.entity, each.field): each for each in missing_facts(facts(STATE), questions)}


def test_rows_that_have_ended_lack_nothing() -> None:
    told = found()

    assert told["contract", "client_mood"] == MissingFacts("contract", "client_mood", 1, 2)
    assert told["contract", "status"] == MissingFacts("contract", "status", 1, 2)
    assert told["client", "contact"] == MissingFacts("client", "contact", 1, 1)
    assert told["profile", "badge"] == MissingFacts("profile", "badge", 1, 1)


def test_what_is_known_or_has_a_default_is_not_missing() -> None:
    told = found()

    assert [name for name in ("title", "missed_deadlines", "idle", "id") if ("contract", name) in told] == []
    assert [name for name in ("name", "job_success") if ("profile", name) in told] == []


def test_a_link_is_missing_as_a_field_is() -> None:
    assert found()["contract", "client"] == MissingFacts("contract", "client", 1, 2)


def test_an_answer_about_what_has_ended_may_matter_too() -> None:
    fair = question("contracts.c.feedback_fair", "contract", "c")
    mood = question("contracts.b.client_mood", "contract", "b")

    told = found(fair, mood)

    assert told["contract", "feedback_fair"] == MissingFacts("contract", "feedback_fair", 2, 2, 1)
    assert told["contract", "client_mood"].asked == 1


def test_the_order_is_that_of_the_vocabulary() -> None:
    told = list(found())

    assert [entity for entity, _ in told] == sorted(
        (entity for entity, _ in told), key=["profile", "client", "contract"].index
    )
    assert told.index(("contract", "status")) < told.index(("contract", "client_mood"))
