"""Hands ingest's reader to the dashboard as a plain callable, and runs the server.

Uploaded files wait in a folder beside the warehouse until they are read; after a crash the next
start finds them there and reads them.
"""

from __future__ import annotations

import logging
import shutil
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard import handover
from dashboard.commands import limits_of
from ingest.errors import IngestError
from ingest.pipeline import Masthead, ingest_one
from ingest.sandbox import warm_up

if TYPE_CHECKING:
    from warehouse.store import Warehouse

    from dashboard.settings import Settings

INCOMING_SUFFIX = ".incoming"
CHANNEL_SECONDS = 60  # a browser that says nothing for so long has gone

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Desk:
    """Takes uploaded files and reads them in the background, a few at a time.

    Attributes:
        warehouse: opened for writing.
        settings: limits and number of workers.
        pool: the threads that watch reading processes.
    """

    warehouse: Warehouse
    settings: Settings
    pool: ThreadPoolExecutor

    def submit(
        self,
        path: Path,
        file_name: str,
        *,
        publisher: str | None = None,
        published: date | None = None,
        again: bool = False,
    ) -> str:
        """Take over the file at `path`, queue its reading, and return the id of its job.

        Args:
            path: a finished upload; it is moved away.
            file_name: the name that it came with, for people only.
            publisher: the house, over what the document says.
            published: the date, over what the document says.
            again: read bytes that are here already once more.
        """
        job = self.warehouse.jobs.add(file_name, None)
        waiting = self._incoming() / f"{job}.pdf"
        shutil.move(path, waiting)
        self._queue(waiting, job, file_name, Masthead(publisher, published), again=again)
        return job

    def resume(self) -> int:
        """Queue the uploads that an earlier process left unread; return how many."""
        left = {job.job_id: job for job in self.warehouse.jobs.unfinished()}
        waiting = [path for path in sorted(self._incoming().glob("*.pdf")) if path.stem in left]
        for path in waiting:
            self._queue(path, path.stem, left[path.stem].file_name, Masthead(), again=False)
        return len(waiting)

    def _queue(
        self, path: Path, job: str, file_name: str, masthead: Masthead, *, again: bool
    ) -> Future[None]:
        return self.pool.submit(self._read, path, job, file_name, masthead, again)

    def _read(
        self,
        path: Path,
        job: str,
        file_name: str,
        masthead: Masthead,
        again: bool,  # noqa: FBT001
    ) -> None:
        try:
            outcome = ingest_one(
                self.warehouse,
                path,
                job=job,
                file_name=file_name,
                limits=limits_of(self.settings),
                again=again,
                masthead=masthead,
            )
            log.info("%s", outcome.sentence)
        except (IngestError, OSError) as error:
            self.warehouse.jobs.fail(job, "failed", f"{file_name} could not be read: {error}", "")
        finally:
            path.unlink(missing_ok=True)

    def _incoming(self) -> Path:
        warehouse = Path(self.warehouse.path)
        folder = warehouse.with_name(warehouse.name + INCOMING_SUFFIX)
        folder.mkdir(parents=True, exist_ok=True)
        return folder


def serve_forever(warehouse: Warehouse, settings: Settings) -> int:
    """Serve the dashboard until interrupted; return the exit code."""
    from waitress.server import create_server

    from dashboard.app import create_app

    warm_up()
    pool = ThreadPoolExecutor(settings.workers, thread_name_prefix="reading")
    desk = Desk(warehouse, settings, pool)
    app = create_app(warehouse, submit=desk.submit)
    try:
        server = create_server(
            app.server,
            host=settings.host,
            port=settings.port,
            threads=settings.threads,
            channel_timeout=CHANNEL_SECONDS,
            max_request_body_size=(settings.max_megabytes + 1) * 1_000_000,
        )
    except OSError as error:
        sys.stderr.write(
            f"houseviews: {settings.host}:{settings.port} can't be listened on "
            f"({error.strerror}). Give another --port.\n"
        )
        return 1
    url = f"http://{settings.host}:{server.effective_port}"
    with handover.announced(settings.warehouse, url=url):
        resumed = desk.resume()
        if resumed:
            sys.stderr.write(f"Reading {resumed} uploads that were left unfinished.\n")
        sys.stderr.write(f"Houseviews is at {url} (Ctrl-C to stop)\n")
        try:
            server.run()
        except (KeyboardInterrupt, SystemExit):
            sys.stderr.write("Stopping.\n")
        finally:
            server.close()
            pool.shutdown(wait=False, cancel_futures=True)
    return 0
