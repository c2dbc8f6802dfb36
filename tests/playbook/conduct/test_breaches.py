"""Conduct as it is shipped: drafts that must fail, and honest ones, close to the line, that must pass."""

from functools import cache

import pytest

from advisor.playbook.conduct.breaches import ConductReader
from advisor.playbook.conduct.model import Breach
from advisor.playbook.load import load_playbook
from advisor.shipped import shipped_playbook
from tests.playbook.conduct.conducts import found
from tests.playbook.conduct.conducts import reader as one


@cache
def reader() -> ConductReader:
    playbook = load_playbook((shipped_playbook(),)).playbook
    assert playbook is not None
    return ConductReader(playbook.conduct)


FORBIDDEN = [
    "I will refund half if you give me a good review.",
    "Please leave me a five-star review.",
    "Please leave us 5 stars!",
    "A 5/5 rating would be great.",
    "I will return the money, and please leave a review.",
    "Here is a discount of 20 %; your feedback is welcome.",
    "If you change your review, I will work for free.",
    "In exchange for your feedback I will do another page.",
    "I will leave you great feedback too.",
    "Let us swap reviews.",
    "Please remove your negative review.",
    "A bad review would hurt my Job Success Score.",
    "My livelihood depends on your rating.",
    "I beg you not to rate this badly.",
    "Please pay the rest via PayPal.",
    "We could continue outside the platform and save the fee.",
    "Please rate me highly.",
    "Would you reconsider your rating?",
    "I would love to get positive and detailed feedback.",
    "You must leave a review by Friday, or I will report you.",
    "Leave me \u2b50\u2b50\u2b50\u2b50\u2b50 please.",
    "Please give me a \ufb01ve star rating.",
    "Once you have left your review we will send the missing files.",
    "Could you avoid leaving negative feedback?",
    "I can waive my fee. Then you might leave a testimonial.",
    "I lower the price, you write a short review.",
    "A perfect 5.0 rating would mean a lot.",
    "I'll refund {at_stake}; your {feedback_received} stars were hard.",
    "Please give top marks.",
    "My family depends on this income, so think of that when you leave your review.",
]
HARMLESS = [
    "Please review the document; the refund is on its way.",
    "I send the draft for your review and will refund the unused hours.",
    "Thank you for your honest feedback.",
    "If you have a minute, honest feedback in your own words would help me improve.",
    "Thank you for the kind review!",
    "It was great to get your feedback on the draft.",
    "I am sorry for the delay and would like to fix it at no extra cost.",
    "I suggest a partial refund for the work that did not meet what we agreed.",
    "The review round is on Monday; I can reduce the price of the last milestone.",
    "I have read your review and I am sorry that the delivery came late.",
    "The PayPal integration of your shop is finished.",
    "I never take payments outside the platform.",
    "The brochure for the five-star hotel is ready.",
    "The team reviews the texts on Friday, and the discount codes go live on Monday.",
    "In return for the files I will send you the layout.",
    "You gave two stars, and I understand why.",
    "I understand the low rating and have changed how I plan my work.",
    "Our music score for the film is finished.",
    "A good starting point is the review of the draft, and the refund policy page.",
    "When you leave feedback, I will read it with care.",
    "Could you send me your feedback on the second draft by Friday?",
    "Your refund page needs better wording; I would review the text first.",
    "The best time to talk is Tuesday.",
    "We improved the rating widget on your site.",
    "It is up to you whether you leave feedback, and what you write.",
]


@pytest.mark.parametrize("message", FORBIDDEN)
def test_a_message_that_trades_or_presses_is_a_breach(message: str) -> None:
    assert reader().breaches(message) != ()


@pytest.mark.parametrize("message", HARMLESS)
def test_an_honest_message_passes(message: str) -> None:
    assert reader().breaches(message) == ()


def test_a_breach_tells_the_words_and_what_to_write_instead() -> None:
    assert reader().breaches("I refund half of it.\n\nPlease leave a  review.") == (
        Breach(
            "speaks of money given back and of feedback together",
            "refund ... leave a review",
            "write of one of them alone; two messages on different days, if need be",
        ),
    )


def test_invisible_signs_hide_nothing() -> None:
    assert reader().breaches("A fi\u200bve-st\u00adar review, please.") != ()


def test_a_long_message_is_read_in_good_time() -> None:
    assert reader().breaches("if you please leave " * 20_000) == ()


def test_near_is_in_the_same_sentence_unless_the_message_is_named() -> None:
    assert found(one("refund", near=("review",)), "A review. I refund it.") is None
    assert found(one("refund", near=("review",)), "I refund it; a review. A review and a refund.") == (
        "review ... refund"
    )
    assert found(one("refund", near=("review",), whole_message=True), "A review. I refund it.") == (
        "review ... refund"
    )


def test_no_word_of_a_harmless_phrase_counts_and_gaps_pass_over_it() -> None:
    strict = one("if ... i will", but_not=("i will read",))

    assert found(strict, "If you write, I will read it.") is None
    assert found(strict, "If you write, which I will read, I will pay.") == (
        "If you write, which I will read, I will"
    )


def test_a_harmless_phrase_may_lie_around_a_match_or_reach_beyond_it() -> None:
    strict = one("a ...2 review", but_not=("review of the", "never ... review"))

    assert found(strict, "a short review of the draft") is None
    assert found(strict, "I never ask for a review") is None
    assert found(strict, "a review of mine") == "a review"
