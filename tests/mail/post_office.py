"""A real mail server that can be told how to behave, and what it got."""

import asyncio
import email
import socket
import threading
from collections import Counter
from email.policy import default
from pathlib import Path

from aiosmtpd.controller import Controller

from diagnostic.config import MailServer


class PostOffice:
    """Takes mail; ``answers`` decides otherwise, by stage and address.

    It is called with ``MAIL``, ``RCPT`` or ``DATA`` and the recipient ('' at MAIL), in
    the server's thread, and gives None to accept, a line to answer with, ``HANG UP``
    to close the connection without an answer, or seconds to wait before accepting.
    """

    def __init__(self, answers=None, **options):
        self.answers = answers or (lambda stage, recipient: None)
        self.letters = []
        self.recipients = []
        self.connections = 0
        self.arrived = threading.Condition()
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.options = options
        self.controller = None

    def open(self):
        self.controller = Controller(
            self, hostname="127.0.0.1", port=self.port, **self.options
        )
        self.controller.start()

    def close(self):
        if self.controller is not None:
            self.controller.stop()
        self.controller = None

    def __enter__(self):
        self.open()
        return self

    def __exit__(self, *_):
        self.close()

    @property
    def url(self):
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def server(self):
        return MailServer("127.0.0.1", self.port, "none")

    def to_whom(self):
        """How many letters each address got, and every letter was for one."""
        with self.arrived:
            assert all(len(one) == 1 for one in self.recipients)
            return Counter(address for [address] in self.recipients)

    def links(self):
        with self.arrived:
            return [link_in(read(content)) for content in self.letters]

    def wait_for(self, number, seconds=60):
        with self.arrived:
            assert self.arrived.wait_for(lambda: len(self.letters) >= number, seconds)

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802
        envelope.mail_from = address
        return await self._answer(server, "MAIL", "") or "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        refused = await self._answer(server, "RCPT", address)
        if refused is None:
            envelope.rcpt_tos.append(address)
        return refused or "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        refused = await self._answer(server, "DATA", envelope.rcpt_tos[0])
        if refused is None:
            with self.arrived:
                self.letters.append(envelope.content)
                self.recipients.append(envelope.rcpt_tos)
                self.arrived.notify_all()
        return refused or "250 OK"

    async def _answer(self, server, stage, recipient):
        answer = self.answers(stage, recipient)
        if answer == "HANG UP":
            server.transport.abort()
            return "250 never said"
        if isinstance(answer, float):
            await asyncio.sleep(answer)
            return None
        return answer


def read(content):
    """A letter as a program of its receiver reads it."""
    return email.message_from_string(bytes(content).decode(), policy=default)


def link_in(letter):
    """The one line of a letter that is a link."""
    [link] = [line for line in letter.get_content().splitlines() if "://" in line]
    assert link.startswith("http")
    return link


def in_folder(folder):
    """The letters that lie in a folder, by address."""
    found = [read(path.read_bytes()) for path in Path(folder).glob("*.eml")]
    assert len(found) == len({str(letter["To"]) for letter in found})
    return {str(letter["To"]): letter for letter in found}
