"""A small survey with routing, in two languages."""

from typing import Any

from surveys.definitions.reading import read_definition
from surveys.versions import services
from surveys.versions.models import Survey


def w(english: str, urdu: str) -> dict[str, str]:
    """One text in both languages."""
    return {"en": english, "ur": urdu}


def choices(*labels: tuple[str, str, str]) -> list[dict[str, Any]]:
    """Choices from value, English and Urdu."""
    return [{"value": value, "label": w(english, urdu)} for value, english, urdu in labels]


VISIT: dict[str, Any] = {
    "schema": 1,
    "languages": ["en", "ur"],
    "title": w("About your visit", "آپ کے دورے کے بارے میں"),
    "exits": [
        {"key": "other", "heading": w("Thank you", "شکریہ"), "body": w("Not for you.", "نہیں۔")}
    ],
    "pages": [
        {
            "key": "p1",
            "questions": [
                {
                    "key": "met",
                    "kind": "single",
                    "wording": w("Did you meet one of us?", "کیا آپ ہم سے ملے؟"),
                    "choices": choices(
                        ("yes", "Yes", "ہاں"), ("no", "No", "نہیں"), ("work", "I work there", "کام")
                    ),
                }
            ],
            "skips": [
                {"to": "p3", "rule": {"op": "equals", "question": "met", "value": "no"}},
                {"to": "other", "rule": {"op": "equals", "question": "met", "value": "work"}},
            ],
        },
        {
            "key": "p2",
            "questions": [
                {
                    "key": "place",
                    "kind": "single",
                    "wording": w("Where was it?", "یہ کہاں تھا؟"),
                    "choices": choices(("home", "At home", "گھر"), ("office", "An office", "دفتر")),
                },
                {
                    "key": "room",
                    "kind": "number",
                    "wording": w("Which room?", "کون سا کمرہ؟"),
                    "show_if": {"op": "equals", "question": "place", "value": "office"},
                },
                {
                    "key": "how",
                    "kind": "matrix",
                    "wording": w("How was it?", "کیسا رہا؟"),
                    "rows": [{"key": "heard", "label": w("They listened", "سنا")}],
                    "choices": choices(("good", "Good", "اچھا"), ("bad", "Bad", "برا")),
                },
            ],
        },
        {
            "key": "p3",
            "questions": [
                {
                    "key": "words",
                    "kind": "long_text",
                    "wording": w("What should be different?", "کیا مختلف ہونا چاہیے؟"),
                }
            ],
        },
    ],
}


def open_visit(slug: str = "visit") -> Survey:
    """The survey, open for answers."""
    survey = services.new_survey(slug=slug)
    services.publish_version(survey=survey, definition=read_definition(VISIT))
    services.open_survey(survey=survey)
    return survey
