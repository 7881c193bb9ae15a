"""The worker as a process of its own, killed while it sends: nothing lost, twice only what went unanswered."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.db import connection

from inquiries.models import Delivery, DeliveryState, Purpose
from inquiries.outbox.posting import post
from tests.inquiries.mail_server import (
    MailServer,
    mail_server,
    take_and_hang_up,
    take_and_wait_for_the_test,
    wait_for_the_test,
)
from tests.inquiries.waiting import wait_until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.restarts]


@contextmanager
def worker(server: MailServer, *arguments: str) -> Iterator[subprocess.Popen]:
    database = connection.settings_dict
    environment = {
        **os.environ,
        "DATABASE_URL": f"postgres://{database['USER']}@/{database['NAME']}?host={database['HOST']}",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(server.port),
        "EMAIL_USE_TLS": "false",
        # Needed where there is a mail server; there is nothing to tell the owner here, nor a digest to send.
        "OWNER_EMAIL": "owner@example.org",
        "DIGEST_HOUR": "24",
    }
    command = [sys.executable, "manage.py", "run_worker", *arguments]
    process = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment)
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()


def make_deliveries(count: int) -> None:
    for number in range(count):
        recipient = f"reader{number}@example.org"
        post(key=f"test:{number}", purpose=Purpose.REPLY, subject="A test", body="Hello.", recipients=[recipient])


def all_sent() -> bool:
    return not Delivery.objects.exclude(state=DeliveryState.SENT).exists()


def test_killed_before_the_mail_was_handed_over_it_is_sent_exactly_once() -> None:
    make_deliveries(1)
    with mail_server() as server:
        server.on_rcpt = wait_for_the_test
        with worker(server) as process:
            assert server.reached.wait(60)
            process.send_signal(signal.SIGKILL)
            process.wait()
        assert Delivery.objects.get().state == DeliveryState.CONNECTING
        server.on_rcpt = lambda *_: "250 OK"
        with worker(server):
            wait_until(all_sent)
        assert len(server.taken) == 1


def test_killed_while_the_server_held_the_mail_it_is_sent_once_more_under_the_same_id() -> None:
    make_deliveries(1)
    with mail_server() as server:
        server.on_data = take_and_wait_for_the_test
        with worker(server) as process:
            assert server.reached.wait(60)
            process.send_signal(signal.SIGKILL)
            process.wait()
        assert Delivery.objects.get().state == DeliveryState.HANDING_OVER
        assert len(server.taken) == 1
        server.on_data = lambda *_: "250 Taken"
        with worker(server):
            wait_until(all_sent)
        assert len(server.taken) == 2
        assert len(set(server.message_ids("reader0@example.org"))) == 1


def test_killed_at_any_moment_again_and_again_every_mail_arrives_and_none_three_times() -> None:
    make_deliveries(30)
    moments = random.Random(4)
    with mail_server() as server:
        for _ in range(5):
            with worker(server) as process:
                seen = len(server.taken)
                wait_until(lambda seen=seen: len(server.taken) > seen or all_sent())
                time.sleep(moments.uniform(0, 0.03))
                process.send_signal(signal.SIGKILL)
        with worker(server):
            wait_until(all_sent)
        arrived = Counter(recipient for recipient, _ in server.taken)
    assert len(arrived) == 30
    assert max(arrived.values()) <= 2
    duplicates = sum(arrived.values()) - 30
    assert (
        duplicates
        == Delivery.objects.filter(unclear_attempts=1, recipient__in=[r for r in arrived if arrived[r] == 2]).count()
    )


def test_two_workers_share_the_work_and_send_nothing_twice() -> None:
    make_deliveries(40)
    with mail_server() as server, worker(server), worker(server):
        wait_until(all_sent)
    assert sorted(Counter(recipient for recipient, _ in server.taken).values()) == [1] * 40


def test_asked_to_stop_it_finishes_what_it_has_in_hand() -> None:
    make_deliveries(1)
    with mail_server() as server:
        server.on_data = wait_for_the_test
        with worker(server) as process:
            assert server.reached.wait(60)
            process.terminate()
            time.sleep(0.3)
            server.go_on.set()
            assert process.wait(60) == 0
    assert all_sent()


def test_once_it_sends_what_is_due_and_ends() -> None:
    make_deliveries(3)
    with mail_server() as server, worker(server, "--once") as process:
        assert process.wait(60) == 0
    assert all_sent()


def test_hanging_up_on_a_running_worker_does_not_stop_it() -> None:
    make_deliveries(2)
    with mail_server() as server:
        server.on_data = take_and_hang_up
        with worker(server) as process:
            wait_until(lambda: Delivery.objects.filter(unclear_attempts=1).count() == 2)
            assert process.poll() is None
