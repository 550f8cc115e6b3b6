"""Stream an upload straight to `incoming/`, hashing it on the way.

Every file of every form passes here (`settings.FILE_UPLOAD_HANDLERS`). What a request leaves in
`incoming/` goes when the request ends, however it ends.
"""

import io
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

from ..file_names import clean_name
from . import storage
from .refusals import NO_ROOM, Refused, TooBig

FORM_BYTES = 2 << 20  # what a form may add to its file: settings.DATA_UPLOAD_MAX_MEMORY_SIZE


class IncomingFile(UploadedFile):
    """An uploaded file that is still in `incoming/`; closing it removes it unless it was placed."""

    def __init__(self, *, name: str, content_type: str = "") -> None:
        self.incoming = storage.Incoming()
        super().__init__(file=self.incoming.reading(), name=name, content_type=content_type, size=0)

    @classmethod
    def of(cls, chunks: Iterable[bytes], *, name: str) -> "IncomingFile":
        """Receive bytes that come from elsewhere than a form.

        :raises TooBig: past `settings.EVIDENCE_MAX_BYTES`
        """
        made = cls(name=clean_name(name))
        try:
            for chunk in chunks:
                made.take(chunk)
        except BaseException:
            made.close()
            raise
        made.incoming.reading()
        return made

    def take(self, chunk: bytes) -> None:
        """Write the next bytes.

        :raises TooBig: past `settings.EVIDENCE_MAX_BYTES`
        """
        if self.incoming.size + len(chunk) > settings.EVIDENCE_MAX_BYTES:
            raise TooBig(settings.EVIDENCE_MAX_BYTES)
        self.incoming.write(chunk)
        self.size = self.incoming.size

    def close(self) -> None:
        self.incoming.discard()


class EvidenceUploadHandler(FileUploadHandler):
    """Write each file as it comes. A file too big, or a full disk, ends the upload: the form's
    fields before it are kept, the rest is read and dropped, and `upload_refusal` says why.
    """

    chunk_size = storage.CHUNK

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.refusal: Refused | None = None
        self.rest: Any = io.BytesIO()
        self.received: list[IncomingFile] = []
        if request is not None:
            end = request.close

            def close() -> None:
                end()
                self.discard()

            request.close = close

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: bytes, encoding: Any = None
    ) -> None:
        self.rest = input_data
        if content_length > settings.EVIDENCE_MAX_BYTES + FORM_BYTES:
            self.refusal = TooBig(settings.EVIDENCE_MAX_BYTES)
        user = getattr(self.request, "user", None)
        if user is not None and not user.is_authenticated:
            self.refusal = Refused("請先登入再上傳檔案")

    def new_file(self, field_name: str, file_name: str, *args: Any, **kwargs: Any) -> None:
        super().new_file(field_name, file_name, *args, **kwargs)
        if self.refusal:
            self._stop(self.refusal)
        try:
            self.file = IncomingFile(name=file_name, content_type=self.content_type)
        except OSError:
            self._stop(Refused(NO_ROOM))
        self.received.append(self.file)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        try:
            self.file.take(raw_data)
        except Refused as refusal:
            self._stop(refusal)
        except OSError:
            self._stop(Refused(NO_ROOM))

    def file_complete(self, file_size: int) -> IncomingFile:
        self.file.incoming.reading()
        return self.file

    def upload_interrupted(self) -> None:
        self.discard()

    def discard(self) -> None:
        """Remove every file of this request that was not placed."""
        for file in self.received:
            file.close()

    def _stop(self, refusal: Refused) -> None:
        self.discard()
        if self.request is not None:
            self.request.upload_refusal = refusal
        while self.rest.read(storage.CHUNK):
            pass  # else a browser still sending never sees our answer; Django drains by
            # lines, of which granian gives only those of one chunk
        raise StopUpload(connection_reset=True)


def upload_refusal(request: Any) -> Refused | None:
    """Say why a request's file was not received; None if it was, or if there was none."""
    return getattr(request, "upload_refusal", None)
