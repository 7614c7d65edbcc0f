"""The attack that must fail: everything stored, sent and logged links nobody.

A package for the tests and a script, see ``docs/privacy.md``::

    .venv/bin/python -m tests.attack --help
"""
