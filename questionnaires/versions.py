"""Which items of two versions of a questionnaire ask the same thing."""

from questionnaires.additions import KEY as OWN
from questionnaires.definition import Item, Questionnaire


def shared_items(
    earlier: Questionnaire, later: Questionnaire, dimension: str
) -> tuple[str, ...]:
    """List the items of a dimension that mean the same in both questionnaires.

    Args:
        earlier: as asked in the earlier wave.
        later: as asked in the later wave; says per item whether it is comparable.
        dimension: key of the dimension.

    Returns:
        Ids of items in the later questionnaire's order; none if the questionnaires
        or their scales differ. Within one version, of versions that are not
        neighbours, and of a company's own questions: items of the very same words.
    """
    if earlier.key != later.key or earlier.scale.points != later.scale.points:
        return ()
    if dimension not in {d.key for d in earlier.dimensions}:
        return ()
    before = {item.id: item for item in earlier.items_of(dimension)}
    step = later.version - earlier.version
    return tuple(
        item.id
        for item in later.items_of(dimension)
        if item.id in before and _same(before[item.id], item, step)
    )


def fully_shared(
    earlier: Questionnaire,
    later: Questionnaire,
    dimension: str,
    shared: tuple[str, ...],
) -> bool:
    """Tell whether a dimension consists of the same items in both."""
    sizes = {len(q.items_of(dimension)) for q in (earlier, later)} if shared else set()
    return sizes == {len(shared)}


def is_followed(earlier: Questionnaire, later: Questionnaire, dimension: str) -> bool:
    """Tell whether a gap in a dimension can be the same gap in both.

    A dimension means the same however its items are reworded, but a company's own
    questions may be about anything: a gap in answers to others is another gap.
    """
    if dimension == OWN:
        return bool(shared_items(earlier, later, dimension))
    return dimension in {one.key for one in later.dimensions}


def _same(before: Item, now: Item, step: int) -> bool:
    """Tell whether an item of two versions, ``step`` apart, can be followed."""
    alike = (before.text, before.leadership) == (now.text, now.leadership)
    if before.reverse != now.reverse:
        return False
    if before.dimension == OWN or step == 0:
        # A company rewords its own questions without a version of their own.
        return alike
    # The newer version speaks of the one before it, whichever was asked first.
    if abs(step) == 1:
        return (now if step > 0 else before).compared == "same"
    # A version between may have reworded it, and nothing here would know.
    return alike
