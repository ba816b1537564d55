"""Surveys: definitions, versions, answering, results."""
