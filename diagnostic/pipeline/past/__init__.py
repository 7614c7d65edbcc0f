"""Earlier quarters of a company: answers collected elsewhere become sealed waves."""

from diagnostic.pipeline.past.adding import add
from diagnostic.pipeline.past.reading import Past, PastGroup, PastWave, read

__all__ = ["Past", "PastGroup", "PastWave", "add", "read"]
