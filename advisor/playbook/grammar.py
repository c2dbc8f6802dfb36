"""The grammar of playbook files: the keys of each mapping, what they hold, and a line about each.

The parser checks keys against these shapes, and the JSON Schema for editors is made from them.
"""

from advisor.playbook.follow import Follow
from advisor.playbook.model import Authority, Effort, Priority
from advisor.playbook.shapes import Content, Key, Reference, ValueShape
from advisor.playbook.types import FieldType
from advisor.source.diagnostic import Severity

CLAIM_KINDS = ("rule", "guard", "threshold", "fact", "template", "evidence", "meta")
PARAMETERS = tuple(map(FieldType, ("money", "days", "count", "percent", "rating", "hours", "number")))
RESULTS = tuple(map(FieldType, (*PARAMETERS, "date", "points")))
WITHIN = ("sentence", "message")
DECLARABLE = tuple(kind for kind in FieldType if kind not in (FieldType.POINTS, FieldType.LIST))


def _must(name: str, description: str, content: Content | None = None) -> Key:
    return Key(name, description, content, required=True)


TEXT, COUNT, FLAG, DATE = FieldType.TEXT, FieldType.COUNT, FieldType.FLAG, FieldType.DATE
_TO_ENTITY, _TO_CLAIMS = Reference("entity"), Reference("claims")
REPEATED = 'after_activity, or {after: "30 days"}'
_NOTE = Key("note", "For other authors.", TEXT)
_PLACEHOLDERS = "{path} stands for a value."
_PATTERNS = '"refund*" begins a word, "..." is any words, "(one|other)" a choice.'
_IF_UNKNOWN = Key("if_unknown", "Words that stand for the value in a sentence while it is unknown.", TEXT)
_ASKED = (
    Key("ask", "The question that brings the value.", TEXT),
    Key("find", "Where to look for it.", TEXT),
    _IF_UNKNOWN,
)
_SAYS = Key("says", "")  # its own shape has the words
_EXTENDS = 'The playbook below this one: a folder, seen from this file, or "package:NAME"; or a list of them.'
_REASON = _must("because", "The reason, for those who read the playbook.", TEXT)

FILE = ValueShape(
    Key("playbook", "What this playbook is."),
    Key("words", "The currency, and what reports call the score and whom they advise."),
    Key("entities", "The vocabulary: what can be known."),
    Key("policy", "Numbers that rules refer to by name, as policy.NAME."),
    Key("groups", "Groups: of each, a subject gets one action at a time."),
    Key("actions", "What can be recommended."),
    Key("messages", "What no message may say, in the language of the messages."),
    Key("documents", "The sources that claims come from."),
    Key("claims", "What the sources say."),
    Key("ruleset", "The name of the rule set in this file."),
    Key("title", "What the rule set is about.", TEXT),
    Key("rules", "The rules of the set."),
    Key("constraints", "What cannot be true of a state, and is told where it stands there."),
    Key("override", "What this playbook changes in those below it, with the reasons."),
)
PLAYBOOK = ValueShape(
    Key("name", "The name that advice shows.", TEXT),
    Key("extends", _EXTENDS),
)
CURRENCY_PLACES = ("before", "after")
WORDS = ValueShape(
    Key("currency", "The sign beside amounts of money."),
    Key("score", "What points at stake are points of."),
    Key("person", "Who is advised: a noun.", TEXT),
    Key("and", "The word before the last of several that a sentence lists.", TEXT),
)
CURRENCY = ValueShape(
    _must("sign", "What stands beside a number.", TEXT),
    Key("place", "On which side of the number it stands.", CURRENCY_PLACES),
)
SCORE = ValueShape(
    Key("name", "What points are points of.", TEXT),
    Key("point", "The noun for one point.", TEXT),
    Key("points", "The noun for several points.", TEXT),
    Key("risk", "What would cost the points at stake, such as: one late delivery.", TEXT),
    Key("note", "A sentence on how points at stake are estimated.", TEXT),
)
LINK = ValueShape(
    _must("to", "The entity that it leads to.", _TO_ENTITY),
    *_ASKED,
)
ENTITY = ValueShape(
    Key("single", "There is exactly one.", FLAG),
    Key("key", "The field that names one.", TEXT),
    Key("called", "The noun in sentences.", TEXT),
    Key("also", "Other words that people type for one."),
    Key("label", f"How one of them is shown. {_PLACEHOLDERS}", TEXT),
    Key("links", "Fields that refer to another entity by its key."),
    Key("belongs_to", "The entity inside which these are listed.", _TO_ENTITY),
    Key("as", "The key under which a state lists them.", TEXT),
    Key("points", "The field with the points of the score at stake."),
    Key("score", "The percentage that is the score; of a record, what the score was on its day.", TEXT),
    Key("goal", "The parameter that the score should reach.", TEXT),
    Key("money", "Fields for a view of the money."),
    Key("activity", "Dates that tell when it last moved."),
    Key("history", 'A record of what was done about it, which conditions call "event".', FLAG),
    Key("first", "What is asked first of a new one: fields and links, in this order."),
    Key("triage", "One question before all details: whether anything has happened."),
    Key("end", "What is written when one ends, and what is asked then."),
    Key("fields", "What may be said of one. Fields already there stay as they are."),
    Key("computed", "Fields whose value follows from others."),
)
_SETS = Key("set", "Fields and the values that they get.")
_ASKS = Key("ask", "The fields that are asked for then, in this order.")
TRIAGE = ValueShape(
    _must("ask", "Whether anything has happened; several answers may hold.", TEXT),
    _must("options", "What may have happened."),
    _must("recorded_in", "The date that keeps the day of the answer."),
    _must("every", "How long it is until it is asked again, such as 30 days.", TEXT),
    Key("when", "Of whom it is asked."),
)
TRIAGE_OPTION = ValueShape(
    _must("says", "What has happened, in a few words.", TEXT),
    Key("also", "Other words that people type for it."),
    _SETS,
    _ASKS,
    Key("which", "A question that tells it closer, before the fields are asked for."),
)
WHICH = ValueShape(
    _must("ask", "The question; one answer holds.", TEXT),
    _must("options", "The answers."),
)
ENDING = ValueShape(_must("on", "The date that keeps the day."), _SETS, _ASKS)
MONEY = ValueShape(
    Key("held", "Money that is held.", TEXT),
    Key("unpaid", "Money that is owed, and not held.", TEXT),
    Key("dormant", "The day from which on what is held is no longer safe.", TEXT),
    Key("due", "The day on which something is due for it.", TEXT),
)
FIELD = ValueShape(
    _must("type", "What the field holds.", DECLARABLE),
    Key("of", "The words of a choice."),
    Key("also", "Other words that people type: for the field, or under each word of a choice."),
    Key("means", "What each word of a choice means, for who asks."),
    *_ASKED,
    Key("default", "The value where nothing is said; only where that is safe."),
    _SAYS,
    Key(
        "quoted",
        'Of a text: it is set off by quotation marks, and then spoken of as "this" and the noun.',
        FLAG,
    ),
    Key("past", "Of a date: it tells of what has happened, and cannot be a day to come.", FLAG),
)
WORDING = ValueShape(*_ASKED, _SAYS)
FORMULA = ValueShape(
    Key("value", "An expression, or a list of cases with one each."),
    Key("days_since", "Days from a date to the day of the review."),
    Key("days_until", "Days from the day of the review to a date."),
    Key("business_days_since", "The same from Monday to Friday."),
    Key("business_days_until", "The same from Monday to Friday."),
    Key("count", "How many related entities the block holds of."),
    Key("sum", "The sum of a number over them."),
    Key("max", "The greatest of a number or a date over them."),
    Key("min", "The least of a number or a date over them."),
    Key("average", "The average of a number over them."),
    Key("latest", "A field of the latest of them."),
    Key("earliest", "A field of the earliest of them."),
    Key("list", "A field of each of them, for sentences that name several."),
    Key("function", "A function that an installed package brings."),
)
COMPUTED = ValueShape(
    *FORMULA.keys,
    Key("type", "What a value holds; by itself it is what its units give.", RESULTS),
    _IF_UNKNOWN,
    Key("claims", "What the formula rests on.", _TO_CLAIMS),
    _SAYS,
)
PARAMETER = ValueShape(
    _must("type", "What kind of number it is.", PARAMETERS),
    Key("value", "The number."),
    Key("values", "Numbers that change with time: each under the day from which on it holds."),
    Key("note", "What it means.", TEXT),
    Key("claims", "What the number rests on.", _TO_CLAIMS),
)
SCORE_STAKE = "score"  # among stakes: the points of the subject
GROUP = ValueShape(
    _must("title", "What the group is about.", TEXT),
    Key("shared_rungs", "Rungs on which more than one action may stand."),
    Key("then", "When the next steps come: where the step before fails (the default), or after it.", Follow),
)
ACTION = ValueShape(
    _must("for", "The kind of subject.", _TO_ENTITY),
    _must("title", f"Something to do today. {_PLACEHOLDERS}", TEXT),
    Key("steps", f"How to do it; a step may have a condition. {_PLACEHOLDERS}"),
    Key("message", f"A draft to make one's own, or variants: the first that holds. {_PLACEHOLDERS}"),
    _must("effort", "What the action takes.", Effort),
    Key("stake", 'What is lost if it is not taken: "score", or a field of the type money.', TEXT),
    Key("group", "The actions of a group exclude each other for one subject."),
    Key("rung", "The place in the group: the lowest candidate is recommended first.", COUNT),
    Key("repeat", f"When a done action may come again: never (the default), {REPEATED}."),
    Key(
        "all_clear",
        "Whether it says that nothing needs doing: it then stands only where that is so.",
        FLAG,
    ),
    Key(
        "writes_to", "Who gets its message: a link of the subject, or self. One gets one letter a day.", TEXT
    ),
    Key("claims", "What its steps or its message rest on.", _TO_CLAIMS),
    _NOTE,
)
MESSAGES = ValueShape(
    Key("language", "The language of the messages, by its tag: en, de, pt-BR.", TEXT),
    Key("lists", f"Words and patterns that patterns name as {{NAME}}. {_PATTERNS}"),
    Key("never", "What no message may say."),
)
NEVER = ValueShape(
    _must("id", "A name that no other item has.", TEXT),
    _must("any_of", f"One of these breaks conduct. {_PATTERNS}"),
    Key("near", "Only where one of these stands near."),
    Key("within", "How near: in the same sentence (the default), or anywhere in the message.", WITHIN),
    Key("but_not", "Harmless phrases: no word in one of them counts."),
    _must("says", 'What such a message does, after "the message".', TEXT),
    _must("instead", "What to write instead.", TEXT),
    Key("claims", "What it rests on.", _TO_CLAIMS),
)
VARIANT = ValueShape(
    _must("text", f"What is said. {_PLACEHOLDERS}", TEXT),
    Key("when", "What must hold of the subject for it to be said."),
)
DOCUMENT = ValueShape(
    _must("title", "What the source is called.", TEXT),
    Key("authority", "Who says so: a coach's document (the default), or the platform.", Authority, last=True),
    Key("author", "Who wrote it.", TEXT),
    Key("year", "When it was written.", TEXT),
    Key("note", "For other authors.", TEXT, last=True),
)
CLAIM = ValueShape(
    _must("document", "The source."),
    _must("section", "Where in the source.", TEXT),
    _must("kind", "What sort of statement it is.", CLAIM_KINDS),
    _must("says", "What the source says, in our own words.", TEXT),
    Key("date", "Since when it holds, or when it was seen.", TEXT),
    Key("sure", "How sure this is.", TEXT),
    Key("not_carried", "Why no rule can act on it; then nothing may cite it.", TEXT, last=True),
    _NOTE,
)
_VERBS = (
    Key("conclude", "Draws a conclusion, which other rules read as a field that is true."),
    Key("advise", "Makes the action a candidate."),
    Key("forbid", "Sets the action aside; no advice outranks that."),
    Key("raise", "Moves the priority of the action up one step."),
    Key("lower", "Moves the priority of the action down one step."),
)
_OF_ADVICE = (
    Key("priority", "How urgent the advice is.", Priority),
    Key("deadline", "A date, and maybe a time after or before it."),
)
_WHY = f"Why, in a sentence for the reader. {_PLACEHOLDERS}"
_BECAUSE = Key("because", _WHY, TEXT)
_THEN = Key("then", "Several consequences, each with its verb and maybe a reason of its own.")
_BEFORE_VERBS = (
    _must("id", "A name that no other rule has.", TEXT),
    _must("for", "The kind of subject.", _TO_ENTITY),
    _must("when", "What must hold for the rule to fire."),
    Key("unless", "What keeps the rule from firing where it is known to hold; nobody is asked for it."),
)
_BEYOND_VERBS = (
    Key("claims", "What the rule rests on; a rule without is a draft."),
    Key("in_force", "When the rule holds; a day that is left out is open."),
    _NOTE,
)
_CONSEQUENCES = (*_VERBS, _SAYS, _THEN, *_OF_ADVICE)
RULE = ValueShape(*_BEFORE_VERBS, *_CONSEQUENCES, _must("because", _WHY, TEXT), *_BEYOND_VERBS)
RULE_WITH_THEN = ValueShape(*_BEFORE_VERBS, *_CONSEQUENCES, _BECAUSE, *_BEYOND_VERBS)
CONSEQUENCE = ValueShape(*_VERBS, _SAYS, *_OF_ADVICE, _BECAUSE)
CLAUSES = ValueShape(
    Key("true", "The clause where the conclusion is drawn.", TEXT),
    Key("false", "The clause where it is not drawn.", TEXT),
)
CONSTRAINT = ValueShape(
    _must("for", "The kind of thing.", _TO_ENTITY),
    _must("holds", "What holds of each of them; what is not known is passed over."),
    _must("says", "What is wrong where it does not hold.", TEXT),
    Key("severity", "A warning (the default), or an error: then the state is refused.", Severity),
    _NOTE,
)
DEADLINE = ValueShape(
    _must("field", "A date."),
    Key("plus", "A time after it.", Reference("span")),
    Key("minus", "A time before it.", Reference("span")),
)
IN_FORCE = ValueShape(
    Key("from", "The first day on which the rule holds.", DATE),
    Key("until", "The first day on which it no longer holds.", DATE),
)
BLOCK = ValueShape(
    Key("all", "All of these blocks hold."),
    Key("any", "At least one of these blocks holds."),
    Key("not", "The block does not hold."),
    Key("some", "The block holds of one related entity."),
    Key("none", "The block holds of no related entity."),
    Key("count", "How many related entities the block holds of."),
)
NUMBER = ValueShape(_must("of", ""), _must("is", "A test of the number."))
CASE = ValueShape(
    Key("when", "The block that must hold; the last case may do without."),
    _must("is", "An expression."),
)
DATED = ValueShape(
    _must("of", "", TEXT), _must("by", "A date that tells which it is.", TEXT), _must("over", "")
)
LISTED = ValueShape(
    _must("of", "", TEXT),
    Key("by", "A number or a date: those with the most come first.", TEXT),
    Key("first", "How many at most.", COUNT),
    _must("over", ""),
)
SUM = ValueShape(_must("of", "", TEXT), _must("over", ""))
OVERRIDE = ValueShape(
    Key("policy", "Parameters that have another value here."),
    Key("rules", "Rules that are not used here, or have another priority or reason."),
    Key("actions", "Actions that have other words, or take another effort, here."),
    Key("choices", "Words that a choice has here besides its own, by ENTITY.FIELD."),
)
OVERRIDDEN_PARAMETER = ValueShape(_must("value", ""), _REASON)
OVERRIDDEN_RULE = ValueShape(
    Key("disabled", "Whether it is not used.", FLAG), Key("set", "What is otherwise in it."), _REASON
)
SET_IN_RULE = ValueShape(Key("priority", "How urgent the advice is here.", Priority), _BECAUSE)
OVERRIDDEN_ACTION = ValueShape(_must("set", "What is otherwise in it."), _REASON)
SET_IN_ACTION = ValueShape(
    *(
        Key(key.name, key.description, key.content)
        for key in ACTION.keys
        if key.name in ("title", "steps", "message", "effort", "stake")
    )
)
EXTENDED_CHOICE = ValueShape(
    _must("add", "The words to add."),
    Key("says", "The clauses for added words, each under its word: how a rule's test for it is told."),
    _REASON,
)
