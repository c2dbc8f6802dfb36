"""How far a rule is from firing: how many of its conditions fail, and how many are not known."""

from collections.abc import Iterable

from advisor.advice.explain_model import Point, Voice

Distance = tuple[int, int]
_NOWHERE: Distance = (99, 0)


def of_points(points: Iterable[Point]) -> Distance:
    """(failed, unknown) of conditions that all have to hold; a conclusion counts as its nearest rule."""
    failed = unknown = 0
    for point in points:
        more = _of_point(point)
        failed, unknown = failed + more[0], unknown + more[1]
    return failed, unknown


def of_voice(voice: Voice) -> Distance:
    """(failed, unknown) of a rule; that it is not in force counts as a condition that fails."""
    if voice.again:
        return _NOWHERE
    failed, unknown = of_points(voice.points)
    return failed + (not voice.in_force), unknown


def _of_point(point: Point) -> Distance:
    if point.truth:
        return 0, 0
    least: Distance = (1, 0) if point.truth is False else (0, 1)
    if point.all_of:
        return max(least, of_points(point.all_of))
    nearer = [of_points([part]) for part in point.any_of]
    nearer += [of_voice(voice) for voice in point.voices if not voice.fired]
    nearer += [of_points(case.points) for case in point.cases if case.points]
    return max(least, min(nearer)) if nearer else least
