"""Companies, waves, rosters, ballots and releases: the only SQLAlchemy.

Functions take a session first and never commit: who called them commits once.
"""
