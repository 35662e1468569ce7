"""The web server: its database restarted under it, its connections used up, one key at once."""

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
        refused = web.tell(timeout=2)
        assert web.get("/healthz").status == 200
        assert [holder.result().status for holder in holders] == [201, 201]
    assert refused.status == 503
    assert refused.body["code"] == "request.unavailable"
    assert int(refused.headers.get("retry-after", 0)) >= 1
    assert web.tell().status == 201


def test_one_key_fifty_times_at_once_is_one_write(plain_platform: Platform) -> None:
    web = plain_platform.web(threads=8)
    subject = str(uuid4())

    def tell(_: int) -> Answered:
        while (answer := web.tell(subject, hold=0.2)).status == 503:
            time.sleep(0.05)  # one address may send so many bodies at once, and is told so
        return answer

    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(tell, range(50)))
    written = [answer for answer in answers if answer.status == 201]
    refused = [answer for answer in answers if answer.status != 201]
    assert {(a.status, a.body["code"]) for a in refused} <= {(409, "idempotency.in_progress")}
    assert plain_platform.told().count(subject) == 1, "a write happened twice"
    assert sum("idempotent-replayed" not in answer.headers for answer in written) == 1
    assert {str(answer.body) for answer in written} == {str({"subject": subject})}
