"""Counts in, findings out."""
