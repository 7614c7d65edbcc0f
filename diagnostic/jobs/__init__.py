"""What runs behind the queue and by the clock: mail, opening, closing, sealing."""

from diagnostic.jobs.postman import deliver, deliver_patiently

__all__ = ["deliver", "deliver_patiently"]
