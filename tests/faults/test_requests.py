"""Requests as they should not be: at once, too long, cut off, malformed, slow."""

import socket
import struct
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress

import pytest

from diagnostic.web.bodies import MOST_BYTES
from tests.faults.crowd import COMMENT, FIRST, NETWORK, Crowd, discreet

AT_ONCE = 20
SLOW = 40
FORM = "Content-Type: application/x-www-form-urlencoded"
ANSWERED = f"{FIRST}=4&{COMMENT}=Remark".encode()


@pytest.fixture(scope="module")
def crowd(site):
    made = Crowd(site, 30)
    site.serve()
    yield made
    discreet(made)


def begun(crowd, person, *headers, end=("", "")):
    """Open a connection and send the head of somebody's sheet."""
    head = (f"POST {crowd.link(person)} HTTP/1.1", "Host: x", FORM, *headers, *end)
    place = ("127.0.0.1", crowd.site.port)
    opened = socket.create_connection(place, 60, (f"{NETWORK}1", 0))
    with suppress(ConnectionError):
        opened.sendall("\r\n".join(head).encode())
    return opened


def status(opened):
    """Give the status that is answered on a connection; None if it is hung up."""
    try:
        line = opened.recv(12)
    except ConnectionError:
        return None
    return int(line.split()[1]) if line else None


def test_of_twenty_at_once_one_is_thanked(crowd):
    [person] = crowd.some(1)
    start = threading.Barrier(AT_ONCE)

    def send(_):
        start.wait()
        return crowd.post(person)

    with ThreadPoolExecutor(AT_ONCE) as clients:
        answers = sorted(clients.map(send, range(AT_ONCE)))

    assert answers == [303] + [404] * (AT_ONCE - 1)
    assert crowd.urn().count(person) == 1


def test_comment_of_100_kb_is_given_back(crowd):
    [person] = crowd.some(1)
    sent = crowd.fields(person) | {COMMENT: "é" * 100_000}

    answered, said = crowd.ask("POST", crowd.link(person), sent)

    assert answered == 422
    assert "é" * 100_000 in said
    assert person not in crowd.marked()


def test_ten_megabytes_are_refused(crowd):
    [person] = crowd.some(1)
    with begun(crowd, person, "Content-Length: 10000000") as opened:
        opened.sendall(ANSWERED.ljust(MOST_BYTES + 1, b"x"))  # the rest is not read
        assert status(opened) == 413

    assert crowd.post(person) == 303


@pytest.mark.parametrize("hang_up", ["close", "reset", "end"])
@pytest.mark.parametrize("kind", ["Content-Length: 500", "Transfer-Encoding: chunked"])
def test_sheet_that_was_cut_off_is_not_taken_for_a_whole_one(crowd, kind, hang_up):
    [person] = crowd.some(1)
    marked = len(crowd.marked())
    with begun(crowd, person, kind) as opened:
        piece = b"%x\r\n%s\r\n" % (len(ANSWERED), ANSWERED)
        opened.sendall(piece if "chunked" in kind else ANSWERED)
        if hang_up == "reset":
            now = struct.pack("ii", 1, 0)
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, now)
        elif hang_up == "end":
            opened.shutdown(socket.SHUT_WR)
            assert status(opened) in (400, 411)

    assert crowd.post(person) == 303
    assert len(crowd.marked()) == marked + 1
    assert person in crowd.urn()


@pytest.mark.parametrize(
    "headers",
    [
        ("Content-Length: -5",),
        ("Content-Length: five",),
        (f"Content-Length: {10**30}",),
        ("Content-Length: 5", "Content-Length: 6"),
        ("Content-Length: 5", "Transfer-Encoding: chunked"),
        ("Transfer-Encoding: gzip",),
        ("Content-Length: 0", "X: " + "y" * 500_000),
        ("Content-Length: 0", *["X: y"] * 3000),
    ],
    ids=lambda headers: " ".join(headers)[:40],
)
def test_malformed_request_is_refused(crowd, headers):
    [person] = crowd.some(1)
    with begun(crowd, person, *headers) as opened:
        with suppress(ConnectionError):  # it may have been refused by now
            opened.sendall(b"five!\r\n")
        answered = status(opened)

    assert answered is None or 400 <= answered < 500
    assert person not in crowd.marked()


@pytest.mark.parametrize("malformed", [b"zz\r\n", b"f" * 20 + b"\r\n", b"-1\r\n"])
def test_malformed_chunk_is_refused(crowd, malformed):
    [person] = crowd.some(1)
    with begun(crowd, person, "Transfer-Encoding: chunked") as opened:
        opened.sendall(b"%x\r\n%s\r\n%s" % (len(ANSWERED), ANSWERED, malformed))
        answered = status(opened)

    assert answered is None or 400 <= answered < 500
    assert person not in crowd.marked()


def test_those_who_send_slowly_keep_nobody_waiting_nor_the_end(crowd):
    site = crowd.site
    people = crowd.some(2)
    with ExitStack() as opened:
        for _ in range(SLOW):
            kind = "Content-Length: 500"
            opened.enter_context(begun(crowd, people[0], kind, end=()))
            opened.enter_context(begun(crowd, people[0], kind)).sendall(ANSWERED)

        assert crowd.post(people[1]) == 303
        assert crowd.get(crowd.link(people[0]))[0] == 200
        site.running.terminate()
        assert site.ended() == 0

    assert crowd.urn().count(people[1]) == 1
    assert people[0] not in crowd.marked()
