"""The queue between the public side and the worker carries a name, and never code."""

import pickle
from pathlib import Path

import pytest
from huey.registry import Message

from feedback.core.settings import Settings
from youwesaid import jobs


class Bomb:
    """What somebody who broke into the public side would put into the queue."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self):
        return Path.touch, (self.mark,)


@pytest.fixture
def settings(tmp_path):
    return Settings(data=tmp_path)


def test_what_is_put_into_the_queue_is_never_run_as_code(settings, tmp_path):
    mark = tmp_path / "was-here"
    waiting = jobs.queue(settings)
    waiting.storage.enqueue(pickle.dumps(Bomb(mark)))

    with pytest.raises(ValueError, match="not a message"):
        waiting.dequeue()

    assert not mark.exists()


def test_a_wake_up_arrives_and_says_nothing_but_which_work(settings):
    done = []

    def look():
        done.append("looked")

    look.__module__ = jobs.__name__  # where the worker's own stands: part of the task's name
    jobs.announcer(settings)()
    waiting = jobs.queue(settings)
    jobs._wake(waiting, look)

    (raw,) = waiting.storage.enqueued_items()
    assert b"look_at_arrivals" in raw
    waiting.execute(waiting.dequeue())

    assert done == ["looked"]
    assert waiting.dequeue() is None


@pytest.mark.parametrize("raw", [b"", b"[]", b"{}", b'["a"]', b"[1, 2]", b"\xff", b"[" * 100_000])
def test_a_broken_message_is_refused(settings, raw):
    waiting = jobs.queue(settings)
    with pytest.raises(ValueError, match="not a message"):
        waiting.serializer.deserialize(raw)


def test_a_message_with_arguments_is_not_sent(settings):
    serializer = jobs.queue(settings).serializer
    with pytest.raises(ValueError, match="arguments"):
        serializer.serialize(Message("1", "work", args=("somebody's words",), kwargs={}))
