"""Receive a small secret file in memory: what is handed in here never touches the disk.

The site's own handler writes every upload to `incoming/` (`settings.FILE_UPLOAD_HANDLERS`), so a
view that takes a key must choose this one before the form is read.
"""

from collections.abc import Callable
from functools import wraps
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse

from chahe.documents.signing.certificate import LARGEST


class InMemory(FileUploadHandler):
    """Keep a file in memory; of one too large only enough to see that it is."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.held = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.held.write(raw_data[: LARGEST + 1 - self.held.tell()])

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self.held.seek(0)
        return InMemoryUploadedFile(
            file=self.held,
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type,
            size=len(self.held.getbuffer()),
            charset=self.charset,
        )


def in_memory(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Receive what is uploaded to a view in memory.

    The check against forged requests reads the form, so it must come after: the view is
    `csrf_exempt` outside of this, and `csrf_protect` within.
    """

    @wraps(view)
    def received(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.upload_handlers = [InMemory(request)]
        return view(request, *args, **kwargs)

    return received
