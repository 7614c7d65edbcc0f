"""How it is shown: a release in, bytes out."""
