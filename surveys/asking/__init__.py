"""Asking anywhere: links, posters, tablets, paper, answers typed for somebody, and coming back."""
