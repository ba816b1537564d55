"""How fast the story journey is, and what it costs: five requests a story, as a person makes them.

    python bench/submit.py [--clients 8] [--seconds 10] [--workers 2] [--database ADDRESS]

Starts the public side over a new data folder, lets clients tell stories over kept connections, and
counts only those whose thank-you page arrived. CPU is that of the server's processes.
"""

import argparse
import http.client
import re
import socket
import statistics
import tempfile
import threading
import time
import urllib.parse
from pathlib import Path

import psutil

from feedback.core.db import db, session
from feedback.core.settings import PREFIX, Settings
from youwesaid import founding, processes

STORY = "They listened to me, and then I heard nothing for nine weeks. " * 4
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def fields_of(page: str) -> dict[str, str]:
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))


class Teller:
    """One person after another on one connection."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)

    def ask(self, path: str, **fields: str) -> str:
        if fields:
            self.connection.request("POST", path, urllib.parse.urlencode(fields), FORM)
        else:
            self.connection.request("GET", path)
        response = self.connection.getresponse()
        page = response.read().decode()
        if response.status != 200:
            raise RuntimeError(f"{path} answered {response.status}")
        return page

    def tell(self, number: int) -> float:
        start = time.perf_counter()
        self.ask("/en/tell")
        page = self.ask("/en/tell/topic")
        page = self.ask("/en/tell/words", **fields_of(page), topic="being_heard")
        words = f"{STORY}{number}"
        page = self.ask("/en/tell/check", **{**fields_of(page), "words": words})
        page = self.ask("/en/tell/send", **{**fields_of(page), "words": words})
        if 'class="code-digits"' not in page:
            raise RuntimeError("no receipt came")
        return time.perf_counter() - start


def cpu_of(pid: int) -> float:
    family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    return sum(each.cpu_times().user + each.cpu_times().system for each in family)


def run(settings: Settings, *, clients: int, seconds: float, workers: int) -> None:
    port = int(settings.public_url.rpartition(":")[2])
    words = ["serve", "public", "--bind", f"127.0.0.1:{port}", "--workers", str(workers)]
    server = processes.Family.start(settings, [words])
    try:
        assert processes.answers(f"{settings.public_url}/healthz")
        times: list[float] = []
        end = time.perf_counter() + seconds

        def client(which: int) -> None:
            teller, told = Teller(port), 0
            while time.perf_counter() < end:
                times.append(teller.tell(which * 1_000_000 + told))
                told += 1

        before = cpu_of(server.children[0].pid)
        started = time.perf_counter()
        threads = [threading.Thread(target=client, args=(which,)) for which in range(clients)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        elapsed = time.perf_counter() - started
        cpu = cpu_of(server.children[0].pid) - before
    finally:
        server.stop()
    ordered = sorted(times)
    print(f"stories told       {len(times)} in {elapsed:.1f} s = {len(times) / elapsed:.1f}/s")
    print(f"journey p50 / p95  {statistics.median(ordered) * 1000:.0f} / ", end="")
    print(f"{ordered[int(len(ordered) * 0.95)] * 1000:.0f} ms (five requests)")
    print(f"server CPU         {cpu / len(times) * 1000:.1f} ms a story")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--database", default="")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        written = {
            f"{PREFIX}PUBLIC_URL": f"http://127.0.0.1:{free_port()}",
            f"{PREFIX}DATABASE": asked.database,
        }
        settings = Settings.load(data=Path(folder) / "data", environ=written)
        app = founding.found(settings, written=written)
        run(settings, clients=asked.clients, seconds=asked.seconds, workers=asked.workers)
        with app.app_context():
            kept = (
                session().connection().exec_driver_sql("SELECT count(*) FROM submission").scalar()
            )
            print(f"rows in the database {kept}")
            db.engine.dispose()


if __name__ == "__main__":
    main()
