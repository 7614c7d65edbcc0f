"""Reads tables that somebody saved as CSV, and names what is wrong as they see it."""
