"""Nobody crawls a site while its archive is being changed."""

from __future__ import annotations

from threading import Event, Thread
from typing import Self

from portalcrawl.errors import SiteBusyError, StoreError
from portalcrawl.frontier.hosts import Hosts
from portalcrawl.frontier.worker import this_worker
from portalcrawl.store.connect import Connection, store_errors


class SiteClaim:
    """The claim that a crawl has on its host, held until the end of the ``with`` block.

    Raises SiteBusyError at its start where a crawl has it, and by ``check`` where it was lost: this
    process was stopped for longer than *lease_secs*. *work* is what the claim is for.
    """

    def __init__(
        self, connection: Connection, host: str, *, lease_secs: float, work: str = ""
    ) -> None:
        self._host = host
        worker = this_worker()
        self._hosts = Hosts(connection.db, worker=worker, lease_secs=lease_secs, work=work)
        self._pause_secs = lease_secs / 4
        self._ended = Event()
        self._lost = False
        self._thread = Thread(target=self._keep, name="site-claim", daemon=True)

    def check(self) -> None:
        """Raise SiteBusyError where the claim was lost."""
        if self._lost:
            raise SiteBusyError(f"the claim on {self._host} ran out: run the command again")

    def __enter__(self) -> Self:
        self._hosts.take(self._host)
        self._thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._ended.set()
        self._thread.join()
        self._hosts.release()

    def _keep(self) -> None:
        while not self._ended.wait(self._pause_secs):
            try:
                with store_errors():
                    self._lost = bool(self._hosts.renew()) or self._lost
            except StoreError:
                # MongoDB is away: what the claim protects comes to a halt by itself.
                continue
