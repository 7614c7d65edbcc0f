"""How the tables of one version become those of the next.

A module of ``versions`` is never changed once it was released. A new one is written
by hand, ``batch_alter_table`` for SQLite; the tests say what it leaves out. Triggers
are not its business: ``schema`` takes them away before and sets them after, since
SQLite changes a table by copying it, and the copy has none.
"""
