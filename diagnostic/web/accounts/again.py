"""A form that cannot be taken yet: nothing in it is lost."""

from flask import Response, make_response, render_template, request

_FORBIDDEN = 403
_NEVER_KEPT = ("csrf_token", "code")


def page(*, ended: bool) -> Response:
    """Show what was sent, hidden, to be sent again.

    Passwords and codes are not repeated, and files cannot be: they are chosen again.

    Args:
        ended: nobody is signed in any more; else only the form was too old.
    """
    return make_response(
        render_template(
            "workspace/account/again.html",
            ended=ended,
            action=request.full_path.rstrip("?"),
            fields=[
                (name, value)
                for name, value in request.form.items(multi=True)
                if name not in _NEVER_KEPT and "password" not in name
            ],
            files=[
                {"name": name, "file": file.filename}
                for name, file in request.files.items(multi=True)
                if file.filename
            ],
        ),
        _FORBIDDEN,
    )
