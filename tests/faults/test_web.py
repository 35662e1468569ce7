"""The web server: its database restarted under it, its connections used up, itself replaced."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

from tests.faults.client import Answered
from tests.faults.harness import Platform
from tests.support.waiting import eventually


def test_a_restarted_database_gives_503_meanwhile_and_one_effect_after_retries(
    plain_platform: Platform,
) -> None:
    web = plain_platform.web()
    subjects = [str(uuid4()) for _ in range(400)]
    answers: dict[str, list[int]] = {subject: [] for subject in subjects}
    deadline = time.monotonic() + 60

    def tell(subject: str) -> None:
        while 201 not in answers[subject] and time.monotonic() < deadline:
            answers[subject].append(web.tell(subject).status)
            time.sleep(0.02)

    with ThreadPoolExecutor(4) as pool:
        telling = [pool.submit(tell, subject) for subject in subjects]
        eventually(lambda: sum(1 for done in telling if done.done()) > 40)
        # By this thread: the server dies with the thread that started it.
        plain_platform.postgres.stop()
        plain_platform.postgres.start()
        for done in telling:
            done.result()
    seen = {status for tries in answers.values() for status in tries}
    assert seen == {201, 503}, "some were refused, or the restart hit nothing"
    assert sorted(plain_platform.told()) == sorted(subjects)
    assert plain_platform.waiting() == len(subjects), "each write left its one event"


def test_with_all_connections_taken_the_answer_is_503_at_once_and_the_process_is_alive(
    plain_platform: Platform,
) -> None:
    web = plain_platform.web(threads=6, QUENTY_POOL_SIZE="2")
    with ThreadPoolExecutor(2) as pool:
        holders = [pool.submit(web.tell, hold=5.0) for _ in range(2)]
        time.sleep(0.7)
        # Two seconds for the pool, and some for a busy machine.
        refused = web.tell(timeout=4)
        assert web.get("/healthz").status == 200
        assert [holder.result().status for holder in holders] == [201, 201]
    assert (refused.status, refused.body["code"]) == (503, "request.unavailable")
    assert int(refused.headers["retry-after"]) >= 1
    assert web.tell().status == 201


def test_replaced_one_after_the_other_under_load_no_request_fails(
    plain_platform: Platform,
) -> None:
    servers = [plain_platform.web(), plain_platform.web()]
    over = threading.Event()
    answers: list[Answered] = []

    def load(number: int) -> None:
        turn = number
        while not over.is_set():
            turn += 1
            answer = servers[turn % 2].tell(hold=0.02)
            if answer.status == -1:  # nobody listens there: a balancer asks the other one
                answer = servers[(turn + 1) % 2].tell(hold=0.02)
            answers.append(answer)

    with ThreadPoolExecutor(4) as pool:
        loads = [pool.submit(load, number) for number in range(4)]
        for index in range(2):
            eventually(lambda index=index: len(answers) > 60 * (index + 1))
            assert servers[index].process.stop(seconds=30) in (0, -15)
            servers[index] = plain_platform.web(port=servers[index].port)
        over.set()
        for done in loads:
            done.result()
    assert {answer.status for answer in answers} == {201}
