"""What every page shows around its own matter."""
from django.http import HttpRequest


def doors(request: HttpRequest) -> dict[str, object]:
    return {"doors": []}
