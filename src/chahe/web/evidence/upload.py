"""Stream an upload to storage."""

from django.core.files.uploadhandler import TemporaryFileUploadHandler


class EvidenceUploadHandler(TemporaryFileUploadHandler):
    pass
