"""A small provider that really speaks OpenID Connect, and can be told to lie."""

import time
from base64 import b64decode
from hashlib import sha256
from urllib.parse import parse_qs, urlencode, urlsplit

from authlib.common.encoding import to_unicode, urlsafe_b64encode
from flask import Flask, jsonify, redirect, request
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

CLIENT, SECRET = "diagnostic", "of the client"


class Issuer:
    """Signs in whoever ``who`` says.

    ``lies`` changes claims of the next tokens; ``signs_with`` is another key than the
    published one; ``asks_apart`` keeps the address out of tokens.
    """

    def __init__(self):
        self.key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
        self.signs_with = self.key
        self.who = {"sub": "7", "email": "ana@example.org", "email_verified": True}
        self.lies: dict = {}
        self.asks_apart = False
        self.codes: dict = {}
        self.address = ""
        self.now = int(time.time())
        self.app = self._app()

    def _app(self):
        app = Flask("issuer")
        app.add_url_rule("/.well-known/openid-configuration", view_func=self.metadata)
        app.add_url_rule("/keys", view_func=self.keys)
        app.add_url_rule("/authorize", view_func=self.authorize)
        app.add_url_rule("/token", view_func=self.token, methods=["POST"])
        app.add_url_rule("/userinfo", view_func=self.userinfo)
        return app

    def metadata(self):
        return jsonify(
            issuer=self.address,
            authorization_endpoint=f"{self.address}/authorize",
            token_endpoint=f"{self.address}/token",
            userinfo_endpoint=f"{self.address}/userinfo",
            jwks_uri=f"{self.address}/keys",
        )

    def keys(self):
        return jsonify(KeySet([self.key]).as_dict(private=False))

    def authorize(self):
        asked = request.args
        assert asked["response_type"] == "code"
        assert asked["client_id"] == CLIENT
        assert set(asked["scope"].split()) == {"openid", "email"}
        assert asked["code_challenge_method"] == "S256"
        code = f"code-{len(self.codes)}"
        self.codes[code] = dict(asked)
        answer = urlencode({"code": code, "state": asked["state"]})
        return redirect(f"{asked['redirect_uri']}?{answer}")

    def token(self):
        basic = b64decode(request.headers["Authorization"].split()[1]).decode()
        asked = self.codes.pop(request.form["code"], None)
        proof = sha256(request.form["code_verifier"].encode()).digest()
        if (
            asked is None
            or basic != f"{CLIENT}:{SECRET}"
            or to_unicode(urlsafe_b64encode(proof)) != asked["code_challenge"]
            or request.form["redirect_uri"] != asked["redirect_uri"]
        ):
            return jsonify(error="invalid_grant"), 400
        claims = {
            "iss": self.address,
            "aud": CLIENT,
            "iat": self.now,
            "exp": self.now + 300,
            "nonce": asked["nonce"],
            **({"sub": self.who["sub"]} if self.asks_apart else self.who),
            **self.lies,
        }
        signed = jwt.encode({"alg": "RS256", "kid": "one"}, claims, self.signs_with)
        return jsonify(access_token="access", token_type="Bearer", id_token=signed)  # noqa: S106

    def userinfo(self):
        assert request.headers["Authorization"] == "Bearer access"
        return jsonify(self.who)


def asked_back(issuer, place):
    """Follow to the provider as a browser does.

    Gives the page that it leads back to, and what it was asked.
    """
    parts = urlsplit(place)
    answer = issuer.app.test_client().get(f"{parts.path}?{parts.query}")
    back = urlsplit(answer.headers["Location"])
    return f"{back.path}?{back.query}", parse_qs(parts.query)
