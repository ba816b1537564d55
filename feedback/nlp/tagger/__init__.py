"""Suggests themes: from a codebook's seed terms at first, from people's codings as they come.

Start at ``codebook.Codebook`` (themes and seed terms), ``training.train`` and ``model.Model``.
Suggesting needs numpy alone; only ``training`` imports scikit-learn and scipy.
"""
