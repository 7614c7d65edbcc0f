"""Mail to a server, many letters over one connection."""

import re
import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

from diagnostic.config import MailServer
from diagnostic.jobs.outcomes import Outcome, Send, UnreachableError
from diagnostic.pipeline.envelope import Letter

_PATIENCE = 30
"""Seconds to wait for each answer of a server."""
_CLOSING = 421
_SESSION = {503, 530, 535}
"""What a server says of us, whatever the address: log in first, for example."""
_GO_ON = 354
_DROPPED = (smtplib.SMTPServerDisconnected, smtplib.SMTPResponseException, OSError)


@contextmanager
def to(server: MailServer, patience: float = _PATIENCE) -> Iterator[Send]:
    """Give what sends letters to a server; it connects at the first of them."""
    line = _Line(server, patience)
    try:
        yield line.send
    finally:
        line.close()


def reach(server: MailServer, patience: float = _PATIENCE) -> None:
    """Connect to a server and log in, but send nothing.

    Raises:
        UnreachableError: it cannot be reached, or does not take us.
    """
    line = _Line(server, patience)
    try:
        line.connect()
    finally:
        line.close()


class _Line:
    """A connection that is made when it is needed, and again when it was lost."""

    def __init__(self, server: MailServer, patience: float) -> None:
        self._server = server
        self._patience = patience
        self._connection: smtplib.SMTP | None = None
        self._dropped = 0

    def send(self, letter: Letter) -> Outcome:
        """Send a letter.

        A connection that breaks before the letter was under way is made once more. A
        server that drops two letters in a row is taken for broken.
        """
        for _ in range(2):
            connection = self._connection or self.connect()
            try:
                outcome = self._hand_over(connection, letter)
            except _DROPPED:
                self.close()
            else:
                self._dropped = 0
                return outcome
        self._dropped += 1
        if self._dropped > 1:
            raise UnreachableError("the mail server drops every connection")
        return Outcome("queued")

    def close(self) -> None:
        """Say goodbye, if there is still anybody to say it to."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(*_DROPPED):
                connection.quit()
            connection.close()

    def connect(self) -> smtplib.SMTP:
        """Connect and log in, or say why not."""
        try:
            with ExitStack() as undo:
                connection = self._opened()
                undo.callback(connection.close)
                if self._server.security == "starttls":
                    connection.starttls(context=ssl.create_default_context())
                if self._server.user is not None and self._server.password is not None:
                    connection.login(self._server.user, self._server.password)
                connection.ehlo_or_helo_if_needed()
                undo.pop_all()
        except (smtplib.SMTPException, OSError) as error:
            reason = _reason(error)
            raise UnreachableError(
                f"the mail server cannot be reached: {reason}"
            ) from None
        self._connection = connection
        return connection

    def _opened(self) -> smtplib.SMTP:
        place = self._server.host, self._server.port, _own_name()
        if self._server.security != "tls":
            return smtplib.SMTP(*place, timeout=self._patience)
        secure = ssl.create_default_context()
        return smtplib.SMTP_SSL(*place, timeout=self._patience, context=secure)

    def _hand_over(self, connection: smtplib.SMTP, letter: Letter) -> Outcome:
        options = []
        if not letter.recipient.isascii():
            if not connection.has_extn("smtputf8"):
                return Outcome("refused", "553")
            options = ["SMTPUTF8", "BODY=8BITMIME"]
        code, _ = connection.mail(letter.sender, options)
        if code // 100 != 2:
            self.close()
            raise UnreachableError(f"the mail server refuses the sender ({code})")
        code, _ = connection.rcpt(letter.recipient)
        if code // 100 == 2:
            code, _ = connection.docmd("DATA")
            if code == _GO_ON:
                return self._under_way(connection, letter)
        return self._declined(connection, code)

    def _under_way(self, connection: smtplib.SMTP, letter: Letter) -> Outcome:
        """Send the text, from whose end on only the server knows what it did."""
        connection.send(re.sub(rb"(?m)^\.", b"..", letter.content) + b".\r\n")
        try:
            code, _ = connection.getreply()
        except _DROPPED:
            self.close()
            return Outcome("unsure")
        if code // 100 == 2:
            return Outcome("sent")
        return self._declined(connection, code)

    def _declined(self, connection: smtplib.SMTP, code: int) -> Outcome:
        if code == _CLOSING or code in _SESSION:
            self.close()
            raise UnreachableError(f"the mail server takes no mail ({code})")
        try:
            connection.rset()
        except _DROPPED:  # it hung up, but after its answer
            self.close()
        if code // 100 == 5:
            return Outcome("refused", str(code))
        return Outcome("queued")


def _own_name() -> str:
    """Name this machine without asking anybody: a resolver may take a minute."""
    name = socket.gethostname()
    return name if "." in name and name.isascii() else "[127.0.0.1]"


def _reason(error: Exception) -> str:
    """Tell what went wrong without the server's words."""
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return f"it does not accept user and password ({error.smtp_code})"
    if isinstance(error, smtplib.SMTPResponseException):
        return f"it answers {error.smtp_code}"
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return "it does not offer what the settings ask for"
    if isinstance(error, ssl.SSLCertVerificationError):
        return "its certificate cannot be verified"
    if isinstance(error, TimeoutError):
        return "it does not answer"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    return "it hung up, or said nothing"
