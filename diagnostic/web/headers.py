"""The headers of every answer: nothing from elsewhere, nothing kept, nothing told."""

from flask import Flask, Response

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
NO_DEVICES = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)
STRICT = {
    "Content-Security-Policy": POLICY,
    # The address of a page is the respondent's token.
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
    "Permissions-Policy": NO_DEVICES,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
A_YEAR = 365 * 24 * 60 * 60


def register(app: Flask, *, secure: bool) -> None:
    """Set the headers on every answer of an application, errors included.

    Args:
        app: the application.
        secure: its address begins with https.
    """
    strict = dict(STRICT)
    if secure:
        strict["Strict-Transport-Security"] = f"max-age={A_YEAR}"

    @app.after_request
    def set_headers(response: Response) -> Response:
        response.headers.update(strict)
        return response
