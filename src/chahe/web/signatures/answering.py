"""What a page does with a form that signs, and how a signed file is answered."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.http import FileResponse, HttpRequest
from django.views.decorators.debug import sensitive_variables

from chahe.documents.signing import CertificateRefused
from chahe.web.evidence.refusals import EvidenceDamaged
from chahe.workflow import Refused

from . import service
from .certifying import hand_over
from .forms import CertificateForm
from .models import CertificateSignature

Row = TypeVar("Row", bound=CertificateSignature)


@sensitive_variables()
def sign_form(request: HttpRequest, form: CertificateForm, act: Callable[..., Row]) -> Row | None:
    """Sign as a valid form says, and tell; None with the reason in the form if it is refused.

    `act` takes `file` and `passphrase`.
    """
    said = form.cleaned_data
    try:
        signed = act(file=said["file"].read(), passphrase=said["passphrase"])
    except CertificateRefused as refused:
        form.refuse(refused)
        return None
    except (Refused, EvidenceDamaged) as refused:
        form.add_error(None, str(refused))
        return None
    messages.success(request, f"已用「{signed.subject}」的憑證簽署「{signed.name}」。")
    if service.is_configured() and not signed.stamped:
        messages.warning(
            request, "時戳服務沒有回應，這次的簽章不含時戳；簽章仍然有效，也可以稍後再簽一次。"
        )
    return signed


def signed_file(found: Any) -> FileResponse:
    """Answer a signed file, after checking that its bytes are those that were signed.

    :raises Refused: if they are not
    """
    response = FileResponse(
        hand_over(found),
        as_attachment=True,
        filename=found.name,
        content_type="application/pdf",
    )
    response["Content-Length"] = found.blob.size
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
