"""One survey that asks in every way there is, in English and Urdu."""

from typing import Any

PICTURES = ("a" * 64, "b" * 64)
_URDU = {
    "Where do you live?": "آپ کہاں رہتے ہیں؟",
    "How did you hear about {{place|this}}?": "آپ نے {{place|اس}} کے بارے میں کیسے سنا؟",
    "That is a lot. Is it right?": "یہ بہت ہے۔ کیا یہ ٹھیک ہے؟",
    "Thank you for telling the panel.": "پینل کو بتانے کا شکریہ۔",
}


def _words(text: str) -> dict[str, str]:
    return {"en": text, "ur": _URDU.get(text, f"اردو {text}")}


def _choices(*values: str, **more: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "value": value,
            "label": _words(value.replace("_", " ").capitalize()),
            **more.get(value, {}),
        }
        for value in values
    ]


def _question(key: str, kind: str, wording: str, **more: Any) -> dict[str, Any]:
    return {"key": key, "kind": kind, "wording": _words(wording), **more}


def _page(question: dict[str, Any], *others: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"key": f"p_{question['key']}", "questions": [question, *others], **more}


def _rule(op: str, question: str, value: Any) -> dict[str, Any]:
    return {"op": op, "question": question, "value": value}


_MONEY = _question(
    "amount",
    "number",
    "How much money in pounds?",
    least=0,
    places=2,
    show_if=_rule("contains", "help", "money"),
    checks=[
        {
            "rule": _rule("at_most", "amount", 500),
            "message": _words("That is a lot. Is it right?"),
            "soft": True,
        }
    ],
)
_BORN = _question(
    "born",
    "date",
    "When were you born?",
    checks=[
        {
            "rule": _rule("at_most", "born", "today"),
            "message": _words("That day is still to come."),
        }
    ],
)
ALL_KINDS: dict[str, Any] = {
    "schema": 1,
    "languages": ["en", "ur"],
    "title": _words("Everything"),
    "thanks": _words("Thank you for telling the panel."),
    "sections": [
        {"key": "you", "title": _words("About you")},
        {"key": "help", "title": _words("About help")},
    ],
    "exits": [
        {
            "key": "young",
            "heading": _words("These questions are for adults"),
            "body": _words("You matter too."),
        }
    ],
    "pages": [
        _page(
            _question(
                "adult",
                "yes_no",
                "Are you 18 or over?",
                choices=_choices("yes", "no", "rather_not_say"),
                required=True,
            ),
            section="you",
            skips=[{"to": "young", "rule": _rule("equals", "adult", "no")}],
        ),
        _page(
            _question("agree", "consent", "You may keep my answers.", required=True), section="you"
        ),
        _page(_question("place", "short_text", "Where do you live?"), section="you"),
        _page(_BORN, section="you"),
        _page(
            _question(
                "heard",
                "single",
                "How did you hear about {{place|this}}?",
                choices=_choices("friend", "poster", "letter", "other", other={"other": True}),
                random=True,
            ),
            section="help",
        ),
        _page(
            _question(
                "help",
                "several",
                "What helped?",
                choices=_choices("talk", "money", "none", none={"exclusive": True}),
            ),
            _MONEY,
            section="help",
        ),
        _page(
            _question(
                "town",
                "list",
                "Which town?",
                choices=_choices("annan", "dumfries", "other", other={"other": True}),
            )
        ),
        _page(
            _question(
                "felt",
                "matrix",
                "Was it so?",
                rows=[
                    {"key": "kind", "label": _words("People were kind")},
                    {"key": "quick", "label": _words("People were quick")},
                ],
                choices=_choices("often", "seldom", "never"),
            )
        ),
        _page(
            _question(
                "matters",
                "ranking",
                "What matters most?",
                choices=_choices("safety", "home", "money"),
            )
        ),
        _page(
            _question(
                "scale",
                "agree",
                "I was heard",
                choices=_choices(
                    "strongly_agree", "agree", "neither", "disagree", "strongly_disagree"
                ),
            )
        ),
        _page(
            _question("rate", "rating", "How was it?", choices=_choices("5", "4", "3", "2", "1"))
        ),
        _page(
            _question(
                "weather",
                "pictures",
                "Which are you?",
                choices=[
                    {
                        "value": value,
                        "label": _words(value),
                        "picture": picture,
                        "alt": _words(f"A picture of {value}"),
                    }
                    for value, picture in zip(("sun", "rain"), PICTURES, strict=True)
                ],
                variants={"en": {"video": "https://example.org/film", "pictures": [PICTURES[0]]}},
            )
        ),
        _page(
            _question(
                "next",
                "single",
                "What next?",
                choices=[
                    *_choices("wait", "call"),
                    {
                        "value": "pay",
                        "label": _words("Pay"),
                        "show_if": _rule("contains", "help", "money"),
                    },
                ],
            )
        ),
        _page(_question("story", "long_text", "Tell us more")),
        _page(_question("bye", "information", "That is all, {{place|friend}}.")),
    ],
}
