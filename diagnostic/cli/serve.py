"""``diagnostic serve``: the pages, and a worker beside them."""

import os
import socket

import click

from diagnostic.cli import logs
from diagnostic.cli.installed import open_installed
from diagnostic.cli.program import Refusal
from diagnostic.cli.serving import Parts

EXAMPLES = """\b
Examples:
    diagnostic serve
    diagnostic serve --host 0.0.0.0 --port 8080
"""


@click.command(epilog=EXAMPLES)
@click.option(
    "--host",
    metavar="HOST",
    default="127.0.0.1",
    show_default=True,
    help="Address to listen on.",
)
@click.option(
    "--port",
    metavar="PORT",
    type=click.IntRange(1, 65535),
    default=8000,
    show_default=True,
    help="Port to listen on.",
)
def serve(host: str, port: int) -> None:
    """Run the pages, and a worker beside them, until Ctrl-C.

    On SQLite one process answers, as one alone can write; on PostgreSQL as many as
    the machine has cores.
    """
    address = _free(host, port)
    settings, installation = open_installed()
    logs.to_standard_error()
    processes = 1 if installation.database.is_sqlite else os.cpu_count() or 1
    installation.database.close()  # no child may share a connection
    if not Parts(settings, address, port, processes).run():
        raise click.ClickException("a part of the server has ended by itself")


def _free(host: str, port: int) -> str:
    """Give the number of a host, if the port is free there.

    Asked here: the web server shares its port with others who do the same, and would
    answer every second request of another installation.
    """
    try:
        family, *_, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except socket.gaierror:
        raise Refusal(f"{host}: there is no such host") from None
    try:
        with socket.create_server(place[:2], family=family):
            return str(place[0])
    except OSError as error:
        reason = os.strerror(error.errno or 0).lower()
        raise Refusal(f"{host}, port {port}: {reason}") from None
