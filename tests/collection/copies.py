"""Copies of an installation, to let something die in each of them."""

import shutil

import psycopg


class Copies:
    """An installation in which something is about to happen, as often as it takes."""

    def __init__(self, installation, folder, request):
        database = installation.database
        self.installation, self.folder, self.server = installation, folder, None
        self.names = []
        if database.is_sqlite:
            with database.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            self.server = request.getfixturevalue("postgresql")
        database.close()  # a database that is copied must have no visitors

    def fresh(self):
        """Copy database and keys as they were before it happened first."""
        number = len(self.names)
        folder = self.folder / str(number)
        shutil.copytree(self.installation.keys, folder / "keys")
        self.names.append(f"{self.folder.name.replace('-', '_')}_{number}")
        return folder, self._database(folder)

    def _database(self, folder):
        url = self.installation.database.engine.url
        if self.server is None:
            shutil.copy(url.database, folder / "copy.db")
            return f"sqlite:///{folder / 'copy.db'}"
        template = f"TEMPLATE {url.database}"
        self.server.run(f"CREATE DATABASE {self.names[-1]} {template}")
        return self.server.url(self.names[-1])

    def state(self, folder):
        """Give what a crash would leave behind: all files, or the log's position."""
        files = {
            file: file.read_bytes() for file in folder.rglob("*") if file.is_file()
        }
        if self.server is None:
            return files
        # Of the whole server, asked elsewhere: a visitor of the copy would be waited
        # for by what scrubs it, and do other things than when nobody looks.
        with psycopg.connect(self.server.url("postgres")) as connection:
            [position] = connection.execute("SELECT pg_current_wal_lsn()").fetchone()
        return files, position

    def drop(self):
        """Drop the copy made last."""
        if self.server is not None:
            self.server.run(f"DROP DATABASE {self.names[-1]} WITH (FORCE)")
