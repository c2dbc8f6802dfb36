"""A message draft as the paragraphs that its author meant."""

_SHORT = 50  # cells: a greeting or a signature; a line that was merely wrapped is longer
_ENDS = (".", "!", "?", ":", ";")
_LIST_SIGNS = ("- ", "* ", "•", "–")


def paragraphs(draft: list[str]) -> list[str]:
    """The lines of a draft, those joined that were only wrapped in the middle of a sentence.

    A line goes on in the next one where it is long, ends no sentence, and the next is no item of a list.
    An empty line stays, as an empty paragraph; at the ends there are none.
    """
    found: list[str] = []
    goes_on = False
    for line in draft:
        if goes_on and line and not line.startswith(_LIST_SIGNS):
            found[-1] = f"{found[-1]} {line}"
        else:
            found.append(line)
        goes_on = len(line) >= _SHORT and not line.endswith(_ENDS)
    while found and not found[-1]:
        found.pop()
    while found and not found[0]:
        found.pop(0)
    return found
