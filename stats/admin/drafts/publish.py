from django.http import HttpRequest, HttpResponse


def preview(request: HttpRequest, pk: int) -> HttpResponse:
    return HttpResponse("")


def publish(request: HttpRequest, pk: int) -> HttpResponse:
    return HttpResponse("")
