"""Companies whose truth is written down: simulated answers to hold verdicts against."""
