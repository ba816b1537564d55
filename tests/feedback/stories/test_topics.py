"""The list of topics."""

import pytest

from feedback.stories import topics

ICONS = [
    "ear", "shield", "house", "heart", "people", "child", "scales", "signpost", "dots", "question",
]  # fmt: skip


def test_the_topics_are_offered_in_order_each_with_its_own_drawing():
    assert [topic.icon for topic in topics.TOPICS] == ICONS
    assert [topic.key for topic in topics.TOPICS][-2:] == ["something_else", "not_sure"]
    assert len({topic.key for topic in topics.TOPICS}) == len(topics.TOPICS)


@pytest.mark.parametrize("topic", topics.TOPICS, ids=lambda topic: topic.key)
def test_a_topic_is_found_by_its_key_and_has_few_words(topic):
    assert topics.topic(topic.key) is topic
    assert 1 <= len(str(topic.label).split()) <= 8


def test_a_topic_that_is_not_offered_is_refused():
    with pytest.raises(topics.UnknownTopic):
        topics.topic("politics")
