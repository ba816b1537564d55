"""What the worker does: screening arrivals, sending letters, retraining. Run on Huey."""

import json
import logging
from collections.abc import Callable

from flask import Flask
from huey import Huey, PostgresHuey, SqliteHuey, crontab
from huey.registry import Message
from huey.serializer import Serializer
from sqlalchemy import make_url

from feedback.accounts import sessions
from feedback.coding.desk import presence
from feedback.coding.exchange import giving
from feedback.coding.findings import snapshots
from feedback.coding.models import TaggerModel
from feedback.coding.tagging import floors, training, versions
from feedback.core import errors
from feedback.core.db import writing
from feedback.core.keys import keyring
from feedback.core.settings import Settings
from feedback.core.templating import settings
from feedback.outbox import services as outbox
from feedback.reading import care, resuggesting, screening, uploads, writing_down
from feedback.safeguarding import overdue
from surveys.versions import saved, turns
from youwesaid.insights.owning import services as owning
from youwesaid.insights.reviewing import services as reviewing
from youwesaid.involvement import joining
from youwesaid.involvement import services as involvement
from youwesaid.plans.documents import services as drafts
from youwesaid.tracker.following import services as following
from youwesaid.tracker.helped import services as helped
from youwesaid.tracker.sharing import snapshots as open_data

log = logging.getLogger(__name__)
QUEUE_FILE = "queue.sqlite3"


class NameOnly(Serializer):  # type: ignore[misc]
    """Messages that say which task, as JSON, and nothing else.

    Huey's own are pickles, and reading a pickle runs what is in it: whoever broke into the public
    side could have run code where the private key is.
    """

    def _serialize(self, data: Message) -> bytes:
        if data.args or data.kwargs:
            raise ValueError("a message of this queue has no arguments")
        return json.dumps([data.id, data.name]).encode()

    def _deserialize(self, data: bytes) -> Message:
        try:
            match json.loads(bytes(data)):
                case [str() as task_id, str() as name]:
                    return Message(task_id, name)
        except (ValueError, RecursionError):
            pass
        raise ValueError("not a message of this queue")


def queue(settings: Settings, *, is_new: bool = False) -> Huey:
    """The queue of this partnership: a file beside SQLite, tables inside PostgreSQL.

    Those tables are made by ``make_queue``, never by a process that starts: two that start at
    once would stumble over each other.
    """
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite":
        # Not WAL: Huey uses the system's SQLite, which may carry the WAL-reset fault.
        path = settings.data / QUEUE_FILE
        if not path.exists():
            path.touch(mode=0o600)
        return SqliteHuey(
            "youwesaid",
            filename=str(path),
            journal_mode="truncate",
            results=False,
            serializer=NameOnly(),
        )
    dsn = url.set(drivername="postgresql").render_as_string(hide_password=False)
    return PostgresHuey(
        "youwesaid", dsn=dsn, results=False, create_tables=is_new, serializer=NameOnly()
    )


def make_queue(settings: Settings) -> None:
    """Make what the queue needs, where it is not there yet."""
    queue(settings, is_new=True).storage.close()


def announcer(settings: Settings) -> Callable[[], None]:
    """How the web processes wake the worker: a task without arguments."""
    wake = _wake(queue(settings))

    def announce() -> None:
        wake()

    return announce


def _wake(waiting: Huey, look: Callable[[], None] = lambda: None) -> Callable[[], object]:
    task: Callable[[], object] = waiting.task(name="look_at_arrivals")(look)
    return task


def register(app: Flask, settings: Settings) -> Huey:
    """A queue whose tasks run inside *app*; each is safe to run twice or to be killed half-way."""
    waiting = queue(settings)

    def inside(work: Callable[[], int], name: str) -> Callable[[], None]:
        def run() -> None:
            with app.app_context():
                try:
                    done = work()
                except Exception as problem:  # noqa: BLE001 - the worker's outermost loop
                    log.error("not %s: %s", name, errors.place_of(problem))  # noqa: TRY400
                    return
                if done:
                    log.info("%s: %d", name, done)

        return run

    look = inside(screen, "screened")
    _wake(waiting, look)
    waiting.periodic_task(crontab(minute="*"), name="screen")(look)
    for name, when, work, told in _TIMED:
        waiting.periodic_task(when, name=name)(inside(work, told))
    return waiting


def screen() -> int:
    """Screen all that waits; how many."""
    total = 0
    while done := screening.screen_waiting(keyring=keyring(), limit=200):
        total += done
    return total


def send_letters() -> int:
    """Send what is due; how many were sent."""
    return outbox.deliver_due(keyring())


def give_waiting() -> int:
    """Give the codings of files whose texts were read meanwhile; how many."""
    return giving.give_waiting(keyring())


def remind() -> int:
    """Tell whoever must know of what is overdue; how many steps were taken."""
    with writing():
        return overdue.remind()


def remind_owners() -> int:
    """Remind the posts that own answers of days that are near or gone by; how many letters."""
    with writing():
        return owning.remind_due(keyring=keyring())


def ask_if_it_helped() -> int:
    """Ask those who gave an address whether it helped, twice at most; how many letters."""
    with writing():
        return helped.ask_by_letter(keyring=keyring())


def forget_reviews() -> int:
    """Forget what reviewers wrote a year ago; how many."""
    with writing():
        return reviewing.forget_old_words()


def forget_uploads() -> int:
    """Delete files that somebody began to bring in and never finished; how many."""
    with writing():
        return uploads.forget_old()


def forget_files() -> int:
    """Delete recordings and photos that were read a month ago; how many."""
    with writing():
        return writing_down.forget_files()


def forget_drafts() -> int:
    """Delete drafts of plans that nobody made a plan of in a month; how many."""
    with writing():
        return drafts.forget_old()


def forget_exposure() -> int:
    """Delete who opened what: at the desk a day ago, at reading four weeks ago; how many."""
    with writing():
        return care.forget_old() + presence.forget_old()


def forget_saved() -> int:
    """Delete answers saved for longer than a week, and old turns at shared tablets; how many."""
    with writing():
        return saved.forget_old() + turns.forget_old()


def forget_involved() -> int:
    """Delete how to reach or pay people, ninety days after it was over; how many."""
    with writing():
        return joining.forget_old() + involvement.forget_payees()


def write_news() -> int:
    """Write to followers who have news, and forget those who never agreed; how many letters."""
    with writing():
        following.forget_unconfirmed()
        return following.write_letters(keyring())


def retrain() -> int:
    """Train the tagger again when people have coded since the last time; 1 if it was.

    A theme that the team refuses too often is suggested no more.
    """
    with writing():
        floors.switch_off_the_worst()
    model = training.retrain_if_needed(keyring=keyring())
    return _use(model) if model else 0


def train_if_asked() -> int:
    """Train the tagger because somebody pressed the button; 1 if it was."""
    model = versions.train_if_asked(keyring=keyring())
    return _use(model) if model else 0


def _use(model: TaggerModel) -> int:
    with writing():
        floors.switch_on_the_mended(model)
    resuggesting.suggest_anew(keyring=keyring())
    return 1


def take_snapshot() -> int:
    """Count the quarter that is over, once, for everybody; 1 if it was."""
    with writing():
        return 1 if snapshots.make_if_due(threshold=settings().count_threshold) else 0


def keep_open_data() -> int:
    """Keep the open data of the quarter that is over, once; 1 if it was."""
    with writing():
        return 1 if open_data.make_if_due() else 0


#: What is done by the clock (UTC): its name, when, by what, and what the log says was done.
_TIMED: tuple[tuple[str, Callable[..., bool], Callable[[], int], str], ...] = (
    ("codings", crontab(minute="*"), give_waiting, "codings of files given"),
    ("letters", crontab(minute="*"), send_letters, "letters sent"),
    ("overdue", crontab(minute="*/3"), remind, "steps taken"),
    ("sessions", crontab(minute="*/10"), sessions.forget_old, "sessions forgotten"),
    ("uploads", crontab(minute="40"), forget_uploads, "uploads forgotten"),
    ("files", crontab(minute="50", hour="2"), forget_files, "files forgotten"),
    ("drafts", crontab(minute="45", hour="2"), forget_drafts, "drafts of plans forgotten"),
    ("exposure", crontab(minute="55", hour="2"), forget_exposure, "counts of reading forgotten"),
    ("saved answers", crontab(minute="50"), forget_saved, "saved answers and turns forgotten"),
    (
        "details of people who took part",
        crontab(minute="5", hour="3"),
        forget_involved,
        "details of people who took part forgotten",
    ),
    ("retrain", crontab(minute="20", hour="3"), retrain, "tagger retrained"),
    ("snapshot", crontab(minute="10", hour="4"), take_snapshot, "snapshot made"),
    ("owners", crontab(minute="15", hour="7"), remind_owners, "owners reminded"),
    (
        "helped",
        crontab(minute="25", hour="7"),
        ask_if_it_helped,
        "letters that ask whether it helped",
    ),
    ("open data", crontab(minute="20", hour="4"), keep_open_data, "quarter of open data kept"),
    ("reviews", crontab(minute="5", hour="3"), forget_reviews, "words of reviewers forgotten"),
    ("train", crontab(minute="*"), train_if_asked, "tagger trained"),
)
