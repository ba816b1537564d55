"""Templates: each compiles, and none weakens the page."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = [path for end in ("html", "txt") for path in (ROOT / "templates").rglob(f"*.{end}")]
TEMPLATES.sort()


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", TEMPLATES, ids=relative)
def test_a_template_compiles_and_weakens_nothing(path, example):
    words = path.read_text(encoding="utf-8")

    example.staff.jinja_env.compile(words)
    assert "|safe" not in words.replace(" ", "")
    assert not re.search(r"\sstyle=|\son[a-z]+=\"|<style|javascript:", words)
    assert not re.search(r"<script(?![^>]*\ssrc=)", words)
    assert not re.search(r"(src|href)=\"(https?:)?//", words)


@pytest.mark.parametrize("path", TEMPLATES, ids=relative)
def test_a_template_is_a_page_in_a_layout_or_a_part_of_one(path):
    words = path.read_text(encoding="utf-8")

    if path.parent.name in {"layouts", "components"}:
        return
    is_page = "{% extends" in words
    is_part = "{% macro" in words or not re.search(r"<html|<body", words)
    assert is_page or is_part
