"""The headers of every answer: nothing from elsewhere, nothing kept, nothing told."""

from flask import Flask, Response, g, request

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
WORKSPACE_POLICY = f"{POLICY}; font-src 'self'; connect-src 'self'"
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
FOR_EVER = f"public, max-age={A_YEAR}, immutable"


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
        if request.path.startswith("/app"):
            response.headers["Content-Security-Policy"] = WORKSPACE_POLICY
        if frames := g.get("frames"):
            response.headers.update(frames)
        if _lasts():
            response.headers["Cache-Control"] = FOR_EVER
        return response


def hold_frame() -> None:
    """Let the page of this request show one of ours in a frame."""
    g.frames = {"Content-Security-Policy": f"{WORKSPACE_POLICY}; frame-src 'self'"}


def be_framed() -> None:
    """Let the page of this request be shown in a frame of one of ours."""
    ours = POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
    g.frames = {"Content-Security-Policy": ours, "X-Frame-Options": "SAMEORIGIN"}


def _lasts() -> bool:
    """Tell whether an address always means the same bytes.

    Pages of respondents have no such files: nothing of theirs is kept in a browser.
    """
    if request.endpoint == "static":
        return "v" in request.args
    return request.endpoint == "fonts.font"
