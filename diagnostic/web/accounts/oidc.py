"""What is asked of an identity provider, by OpenID Connect with PKCE."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx
from authlib.common.security import generate_token
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from diagnostic.config import Provider

_PATIENCE = 10
"""Seconds to wait for each answer of the provider."""
_LEEWAY = 60
"""Seconds that its clock may be wrong."""
_SECRET = 48
"""Characters of what only one session knows."""
# Never "none", nor one whose key would be our own secret.
_SIGNATURES = ("RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA")
_BROKEN = (httpx.HTTPError, JoseError, KeyError, TypeError, ValueError)


class ProviderError(Exception):
    """The provider does not answer, or not as it should; its words are not told."""


@dataclass(frozen=True)
class Secrets:
    """What a session remembers until its visitor comes back.

    Args:
        state: shows that the answer belongs to this session.
        nonce: shows that the token was made for it.
        verifier: shows the provider who asked.
    """

    state: str
    nonce: str
    verifier: str


def draw() -> Secrets:
    """Draw secrets for one attempt."""
    return Secrets(*(generate_token(_SECRET) for _ in range(3)))


class Desk:
    """Speaks to a provider; what it says of itself is read once."""

    def __init__(self, provider: Provider, back: str) -> None:
        """Know whom to ask, and the page that it sends people back to."""
        self._provider = provider
        self._back = back
        self._known: Mapping[str, Any] | None = None
        self._reading = threading.Lock()

    def address(self, secrets: Secrets) -> str:
        """Give the page of the provider that asks who somebody is.

        Raises:
            ProviderError: it does not say where.
        """
        try:
            place = self._metadata()["authorization_endpoint"]
        except _BROKEN:
            raise ProviderError from None
        found: str = prepare_grant_uri(
            place,
            self._provider.client_id,
            "code",
            redirect_uri=self._back,
            scope="openid email",
            state=secrets.state,
            nonce=secrets.nonce,
            code_challenge=create_s256_code_challenge(secrets.verifier),
            code_challenge_method="S256",
        )
        return found

    def email(self, code: str, secrets: Secrets, now: int) -> str | None:
        """Exchange a code for the address of who has signed in.

        Args:
            code: as the provider gave it to the browser.
            secrets: of the session.
            now: the clock, in seconds.

        Returns:
            None if the provider has not verified it.

        Raises:
            ProviderError: the answer is not one for this session.
        """
        try:
            with httpx.Client(timeout=_PATIENCE) as client:
                tokens = self._exchange(client, code, secrets)
                claims = self._claims(client, tokens["id_token"], secrets, now)
                if "email" not in claims:
                    claims = self._asked(client, tokens["access_token"], claims["sub"])
        except _BROKEN:
            raise ProviderError from None
        is_verified = claims.get("email_verified") is True
        return str(claims.get("email", "")) or None if is_verified else None

    def _metadata(self) -> Mapping[str, Any]:
        with self._reading:
            if self._known is None:
                issuer = self._provider.issuer
                place = f"{issuer}/.well-known/openid-configuration"
                found = _given(httpx.get(place, timeout=_PATIENCE))
                if str(found["issuer"]).rstrip("/") != issuer:
                    raise ProviderError
                self._known = found
            return self._known

    def _exchange(
        self, client: httpx.Client, code: str, secrets: Secrets
    ) -> Mapping[str, Any]:
        known = self._metadata()
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._back,
            "code_verifier": secrets.verifier,
        }
        us = (self._provider.client_id, self._provider.client_secret)
        methods = known.get(
            "token_endpoint_auth_methods_supported", ["client_secret_basic"]
        )
        if "client_secret_basic" in methods:
            return _given(client.post(known["token_endpoint"], data=form, auth=us))
        form |= dict(zip(("client_id", "client_secret"), us, strict=True))
        return _given(client.post(known["token_endpoint"], data=form))

    def _claims(
        self, client: httpx.Client, token: str, secrets: Secrets, now: int
    ) -> Mapping[str, Any]:
        known = self._metadata()
        published: Any = _given(client.get(known["jwks_uri"]))
        keys = KeySet.import_key_set(published)
        decoded = jwt.decode(token, keys, algorithms=_SIGNATURES)
        who = self._provider.client_id
        claims = CodeIDToken(
            decoded.claims,
            decoded.header,
            {
                "iss": {"essential": True, "value": known["issuer"]},
                "aud": {"essential": True, "value": who},
            },
            {"nonce": secrets.nonce, "client_id": who},
        )
        claims.validate(now=now, leeway=_LEEWAY)
        return dict(claims)

    def _asked(
        self, client: httpx.Client, token: str, subject: str
    ) -> Mapping[str, Any]:
        """Ask for what the token did not say; the answer must be about the same."""
        place = self._metadata()["userinfo_endpoint"]
        headers = {"Authorization": f"Bearer {token}"}
        found = _given(client.get(place, headers=headers))
        if found["sub"] != subject:
            raise ProviderError
        return found


def _given(response: httpx.Response) -> Mapping[str, Any]:
    found: Mapping[str, Any] = response.raise_for_status().json()
    return found
