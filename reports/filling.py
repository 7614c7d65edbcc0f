"""Templates of documents: filled with plain values, undefined names are errors."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template


def template(folder: str, name: str) -> Template:
    """Give a template of ``templates/FOLDER``."""
    return _environment(folder).get_template(name)


@cache
def _environment(folder: str) -> Environment:
    return Environment(
        loader=PackageLoader("templates", folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
