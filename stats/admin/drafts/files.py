from django.http import HttpRequest, HttpResponse


def template(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    return HttpResponse("")


def upload(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")
