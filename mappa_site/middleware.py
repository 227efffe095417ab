"""What every answer carries beyond what Django, django-csp and WhiteNoise already send."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

GetResponse = Callable[[HttpRequest], HttpResponseBase]

ADMIN = "/admin/"

# The site uses none of these, so neither may anything that gets into a page.
PERMISSIONS_POLICY = (
    "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
    "magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=()"
)


def permissions_policy(get_response: GetResponse) -> GetResponse:
    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        return response

    return middleware


class PublicGZipMiddleware(GZipMiddleware):
    """Compresses public pages only.

    An admin page holds a CSRF token beside text that the sender of a link may choose, which is what the
    BREACH attack on compression needs. A public page holds no secret, so it also does without the random
    padding that Django adds against BREACH: the same page is then the same bytes.
    """

    max_random_bytes = 0

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if request.path.startswith(ADMIN):
            return response
        return super().process_response(request, response)
