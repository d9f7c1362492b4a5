"""The worker's ports on moto: what its promises rest on."""

from __future__ import annotations

import pytest
from chalicelib.protocol import ObjectRef, sha256_hex
from worker.aws import S3Store, SqsInbox, SqsPost
from worker.ports import ObjectDamaged

from tests.functional.service.cloud import Cloud


@pytest.fixture
def queue_url(cloud: Cloud) -> str:
    return str(cloud.client("sqs").get_queue_url(QueueName="jobs")["QueueUrl"])


def test_an_object_is_written_once(cloud: Cloud) -> None:
    store = S3Store(cloud.client("s3"), "bucket")
    assert [store.put_new("results/1.json", data) for data in (b"first", b"second")] == [True, False]
    assert store.find("results/1.json") == b"first"
    assert store.find("results/2.json") is None


def test_an_object_without_its_hash_is_refused(cloud: Cloud) -> None:
    store = S3Store(cloud.client("s3"), "bucket")
    store.put_new("code/s1/1", b"print(1)")
    assert store.get(ObjectRef("code/s1/1", sha256_hex(b"print(1)"))) == b"print(1)"
    for ref in (ObjectRef("code/s1/1", sha256_hex(b"other")), ObjectRef("code/s2/1", sha256_hex(b"print(1)"))):
        with pytest.raises(ObjectDamaged, match=ref.key):
            store.get(ref)


def test_a_message_is_hidden_until_it_is_handed_back_and_gone_once_deleted(cloud: Cloud, queue_url: str) -> None:
    client = cloud.client("sqs")
    client.send_message(QueueUrl=queue_url, MessageBody="job")
    inbox = SqsInbox(client)
    first = inbox.receive(queue_url, 0)
    assert first
    assert (first.body, inbox.receive(queue_url, 0)) == ("job", None)
    inbox.extend(first, 0)
    again = inbox.receive(queue_url, 0)
    assert again
    inbox.delete(again)
    assert (
        client.get_queue_attributes(QueueUrl=queue_url, AttributeNames=["All"])["Attributes"][
            "ApproximateNumberOfMessagesNotVisible"
        ]
        == "0"
    )


def test_progress_goes_to_its_queue_and_a_missing_queue_is_no_trouble(cloud: Cloud, queue_url: str) -> None:
    client = cloud.client("sqs")
    SqsPost(client, queue_url).send("{}")
    received = client.receive_message(QueueUrl=queue_url, MaxNumberOfMessages=10)["Messages"]
    assert [message["Body"] for message in received] == ["{}"]
    SqsPost(client, queue_url + "-gone").send("{}")
