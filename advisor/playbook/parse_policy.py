"""`policy:`, `documents:` and `claims:`: what the rules rest on."""

from advisor.playbook.citations import CitationReader
from advisor.playbook.model import Authority, Claim, Document, Parameter
from advisor.playbook.reading import (
    Problems,
    describe,
    optional_text,
    read_choice,
    read_keys,
    read_mapping,
    read_text,
)
from advisor.playbook.types import NOUNS, FieldType, Mismatch, Value, read_value
from advisor.source.diagnostic import suggest
from advisor.source.tree import Entry, Mapping, Node, Scalar

CLAIM_KINDS = ("rule", "guard", "threshold", "fact", "template", "evidence", "meta")
PARAMETERS = (
    FieldType.MONEY,
    FieldType.DAYS,
    FieldType.COUNT,
    FieldType.PERCENT,
    FieldType.RATING,
    FieldType.HOURS,
)


def entries_of(sections: list[Node], what: str, problems: Problems) -> list[Entry]:
    """The entries of all sections of one name, over all files, each id once; the rest are reported."""
    seen: dict[str, Entry] = {}
    for section in sections:
        mapping = read_mapping(section, f'"{what}"', problems)
        for entry in mapping.entries if mapping else ():
            earlier = seen.setdefault(entry.key.text, entry)
            if earlier is not entry:
                message = f'"{entry.key.text}" is declared already, at {earlier.key.location}'
                problems.add("duplicate-id", entry.key, message, "rename one, or remove it")
    return list(seen.values())


def names_in(sections: list[Node]) -> set[str]:
    """Every name declared in the sections, whether or not what it stands for can be read."""
    return {entry.key.text for each in sections if isinstance(each, Mapping) for entry in each.entries}


def parse_policy(sections: list[Node], citing: CitationReader, problems: Problems) -> dict[str, Parameter]:
    """The parameters by name."""
    read = (_parameter(entry, citing, problems) for entry in entries_of(sections, "policy", problems))
    return {parameter.name: parameter for parameter in read if parameter}


def _parameter(entry: Entry, citing: CitationReader, problems: Problems) -> Parameter | None:
    what = f'the parameter "{entry.key.text}"'
    keys = read_keys(entry.value, what, problems, required=["type", "value"], optional=["note", "claims"])
    kind = read_choice(keys["type"], FieldType, f"{what}, type", problems) if keys else None
    if keys is None or kind is None:
        return None
    if kind not in PARAMETERS:
        problems.add(
            "wrong-value",
            keys["type"],
            f"{what}: {NOUNS[kind]} is no parameter",
            "expected " + ", ".join(PARAMETERS),
        )
        return None
    value = read_number(keys["value"], kind, what, problems)
    if value is None:
        return None
    note = optional_text(keys.get("note"), f"{what}, note", problems)
    claims = citing.read(keys.get("claims"), what, problems)
    return Parameter(entry.key.text, kind, value, entry.key.location, note, claims)


def read_number(node: Node, kind: FieldType, what: str, problems: Problems) -> Value | None:
    """The value of a parameter of this type, or None with a diagnostic."""
    value = read_value(node.text, kind) if isinstance(node, Scalar) else Mismatch("one value")
    if isinstance(value, Mismatch):
        message = f"{what}: found {describe(node)}, expected {value.expected}"
        problems.add("wrong-value", node, message, value.hint)
        return None
    return value


def parse_documents(sections: list[Node], problems: Problems) -> dict[str, Document]:
    """The documents by id."""
    read = (_document(entry, problems) for entry in entries_of(sections, "documents", problems))
    return {document.id: document for document in read if document}


def _document(entry: Entry, problems: Problems) -> Document | None:
    what = f'the document "{entry.key.text}"'
    keys = read_keys(
        entry.value, what, problems, required=["title"], optional=["author", "year", "authority", "note"]
    )
    title = read_text(keys["title"], f"{what}, title", problems) if keys else None
    if keys is None or title is None:
        return None
    authority = read_choice(keys.get("authority"), Authority, f"{what}, authority", problems)
    return Document(
        id=entry.key.text,
        title=title,
        authority=authority or Authority.DOCUMENT,
        location=entry.key.location,
        author=optional_text(keys.get("author"), f"{what}, author", problems),
        year=optional_text(keys.get("year"), f"{what}, year", problems),
    )


def parse_claims(
    sections: list[Node], documents: dict[str, Document], lost: set[str], problems: Problems
) -> dict[str, Claim]:
    """The claims by id; each names a document that exists, or one of the `lost` that could not be read."""
    entries = entries_of(sections, "claims", problems)
    read = (_claim(entry, documents, lost, problems) for entry in entries)
    return {claim.id: claim for claim in read if claim}


def _claim(entry: Entry, documents: dict[str, Document], lost: set[str], problems: Problems) -> Claim | None:
    what = f'the claim "{entry.key.text}"'
    keys = read_keys(
        entry.value,
        what,
        problems,
        required=["document", "section", "kind", "says"],
        optional=["date", "sure", "note", "not_carried"],
    )
    if keys is None:
        return None
    read = {key: read_text(node, f"{what}, {key}", problems) for key, node in keys.items()}
    document, kind = read["document"], read["kind"]
    if document is not None and document not in documents and document not in lost:
        hint = suggest(document, documents) or "documents are declared under documents:"
        problems.add("unknown-document", keys["document"], f'{what}: there is no document "{document}"', hint)
    if kind is not None and kind not in CLAIM_KINDS:
        message = f'{what}, kind: found "{kind}", expected one of ' + ", ".join(CLAIM_KINDS)
        problems.add("wrong-value", keys["kind"], message, suggest(kind, CLAIM_KINDS))
    section, says = read["section"], read["says"]
    if document not in documents or not kind or not section or not says:
        return None
    return Claim(
        id=entry.key.text,
        document=document,
        section=section,
        kind=kind,
        says=says,
        location=entry.key.location,
        date=read.get("date") or "",
        sure=read.get("sure") or "",
        not_carried=read.get("not_carried") or "",
    )
