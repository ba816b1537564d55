"""Insights, answers, evidence, sign-off."""
