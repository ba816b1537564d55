"""What one page of a big survey costs the server: 200 questions in ten languages, 199 answered.

    python bench/survey.py [--requests 300] [--questions 200]

Presses "Carry on" through the public side's WSGI application, with every answer travelling in the
page, and measures the process's own CPU time for each whole request: reading 199 answers, checking
them, walking 200 rules, writing the page. The limit beside it is the same HTML from a constant,
through the same Flask: what no work on surveys can go below.
"""

import argparse
import io
import statistics
import tempfile
import time
import urllib.parse
import uuid
from pathlib import Path
from typing import Any

from flask import Flask

from feedback.core.audience import Side
from feedback.core.db import db, writing
from feedback.core.i18n import ALL_LANGUAGES
from feedback.core.settings import PREFIX, Settings
from surveys.definitions.reading import read_definition
from surveys.versions import services
from surveys.versions.models import SurveyVersion
from youwesaid import founding
from youwesaid.app import create_app

KINDS = ("single", "several", "short_text", "number", "date", "agree", "matrix", "ranking", "list")
AGREE = ("strongly_agree", "agree", "neither", "disagree", "strongly_disagree")
CODES = [language.code for language in ALL_LANGUAGES]


def words(text: str) -> dict[str, str]:
    return {
        code: f"{text} ({code}), asked in as many words as such questions have" for code in CODES
    }


def question(number: int) -> dict[str, Any]:
    kind = KINDS[number % len(KINDS)]
    plain: dict[str, Any] = {
        "key": f"k{number}",
        "kind": kind,
        "wording": words(f"Question {number}"),
    }
    values = AGREE if kind == "agree" else ("a", "b", "c", "d", "e")
    if kind not in {"short_text", "number", "date"}:
        plain["choices"] = [{"value": value, "label": words(value)} for value in values]
    if kind == "matrix":
        plain["rows"] = [{"key": row, "label": words(row)} for row in ("r1", "r2", "r3")]
    if kind == "number":
        rule = {"op": "at_most", "question": f"k{number}", "value": 999}
        plain["checks"] = [{"rule": rule, "message": words("Is that so?"), "soft": True}]
    return plain


def survey(questions: int) -> dict[str, Any]:
    pages = []
    for number in range(questions):
        page: dict[str, Any] = {"key": f"p{number}", "questions": [question(number)]}
        if number:
            before = KINDS[(number - 1) % len(KINDS)]
            column = f"k{number - 1}" + (".r1" if before == "matrix" else "")
            page["show_if"] = {"op": "answered", "question": column}
        pages.append(page)
    return {"schema": 1, "languages": CODES, "title": words("A long survey"), "pages": pages}


def answers(number: int) -> list[tuple[str, str]]:
    name = f"q_k{number}"
    return {
        "several": [(name, "a"), (name, "c")],
        "short_text": [(name, "They listened to me, and then nothing came.")],
        "number": [(name, "12")],
        "date": [(f"{name}.day", "3"), (f"{name}.month", "4"), (f"{name}.year", "1987")],
        "agree": [(name, "agree")],
        "matrix": [(f"{name}.{row}", "b") for row in ("r1", "r2", "r3")],
        "ranking": [(f"{name}.{value}", str(place)) for place, value in enumerate("abcde", 1)],
    }.get(KINDS[number % len(KINDS)], [(name, "a")])


def ask(app: Flask, path: str, body: bytes) -> tuple[float, bytes]:
    """CPU seconds of one POST through the WSGI application, and the page."""
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": path,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "HTTP_HOST": "127.0.0.1:8000",
        "HTTP_SEC_FETCH_SITE": "same-origin",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
    }
    said: list[str] = []
    begun = time.process_time()
    chunks = app.wsgi_app(environ, lambda status, _headers, *_more: said.append(status))
    page = b"".join(chunks)
    took = time.process_time() - begun
    chunks.close()  # type: ignore[attr-defined]  # werkzeug's iterator has it
    if not said[0].startswith("200"):
        raise RuntimeError(f"{path} answered {said[0]}")
    return took, page


def measure(app: Flask, requests: int, path: str, body: bytes) -> tuple[list[float], bytes]:
    found = [ask(app, path, body) for _number in range(requests + 10)][
        10:
    ]  # the first ones warm up
    return sorted(took for took, _page in found), found[-1][1]


def told(name: str, times: list[float]) -> str:
    mean, p95 = statistics.mean(times) * 1000, times[int(len(times) * 0.95)] * 1000
    return f"{name:28} {mean:6.2f} ms mean  {p95:6.2f} ms p95"


def constant(page: bytes) -> Flask:
    """Flask alone, with the same page from a constant."""
    app = Flask("constant")
    app.add_url_rule("/", "page", lambda: page, methods=["POST"])
    return app


def publish(worker: Flask, questions: int) -> str:
    """The id of the long survey's version."""
    begun = time.process_time()
    with worker.app_context(), writing():
        made = services.new_survey(slug="long")
        definition = read_definition(survey(questions))
        version: SurveyVersion = services.publish_version(survey=made, definition=definition)
        services.open_survey(survey=made)
        version_id = version.id.hex
    print(f"read, checked, published     {(time.process_time() - begun) * 1000:6.0f} ms, once")
    return version_id


def run(app: Flask, version_id: str, *, questions: int, requests: int) -> None:
    last = questions - 1
    given = [pair for number in range(last) for pair in answers(number)]
    seen = " ".join(f"p{number}" for number in range(last))
    fixed = [("version", version_id), ("submission", uuid.uuid4().hex), ("seen", seen)]
    body = urllib.parse.urlencode([*fixed, ("at", f"p{last - 1}"), *given]).encode()
    page = b""
    for code in ("en", "ur"):
        times, page = measure(app, requests, f"/{code}/q/long", body)
        if f'value="p{last}"'.encode() not in page:
            raise RuntimeError("that was not the last page")
        print(told(f"page {questions} of {questions} in {code}", times))
    check = urllib.parse.urlencode([*fixed, ("at", "-check"), *given]).encode()
    times, _page = measure(app, requests, "/en/q/long", check)
    print(told("all answers, to check", times))
    times, _same = measure(constant(page), requests, "/", body)
    print(told("limit: the page, constant", times))
    print(f"{len(page)} bytes of page, {len(body)} bytes of form")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=300)
    parser.add_argument("--questions", type=int, default=200)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        written = {
            f"{PREFIX}PUBLIC_URL": "http://127.0.0.1:8000",
            f"{PREFIX}LANGUAGES": ",".join(CODES),
        }
        settings = Settings.load(data=Path(folder) / "data", environ=written)
        worker = founding.found(settings, written=written)
        version_id = publish(worker, asked.questions)
        app = create_app(Side.PUBLIC, settings)
        run(app, version_id, questions=asked.questions, requests=asked.requests)
        with worker.app_context():
            db.engine.dispose()


if __name__ == "__main__":
    main()
