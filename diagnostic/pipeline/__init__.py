"""Gathers, computes and presents: the only room that sees all the steps.

A module a step, imported by name: what answers a respondent must not wait for the
statistics to load.
"""
