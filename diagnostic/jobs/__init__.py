"""What runs behind the queue and by the clock: mail, opening, closing, sealing."""

from diagnostic.jobs.postman import deliver

__all__ = ["deliver"]
