"""The service providers among the peers: how each adapter is started, and what its admin has to set for a vendor.

`needs` are settings by vendor that are handed to the adapter as they are; each says why the vendor's default
messages are not taken by the peer's defaults. `needs_encrypted` come on top where the Assertion is encrypted.
"""
import pathlib

HERE = pathlib.Path(__file__).resolve().parent


class SpPeer:
    def __init__(self, *command, needs=None, needs_encrypted=None, signs_inside_redirect=False):
        self.command, self.needs, self.needs_encrypted = command, needs or {}, needs_encrypted or {}
        self.signs_inside_redirect = signs_inside_redirect   # an enveloped signature in a message of the Redirect binding

    def needs_of(self, vendor, encrypted):
        return {**self.needs.get(vendor, {}), **(self.needs_encrypted.get(vendor, {}) if encrypted else {})}


def python(script):
    return "/usr/bin/python3", HERE / script      # Debian's own: its packages are no other's


def node(script):
    return "node", HERE / script


def by_signature(assertion_only=None, response_only=None, **of_vendor):
    """Settings for the vendors that sign one of the two by default (Okta signs both), and more for single vendors."""
    needs = {vendor: dict(assertion_only or {}) for vendor in ("entra", "google", "jumpcloud", "pingone")}
    needs.update({vendor: dict(response_only or {}) for vendor in ("onelogin", "pingfederate")})
    for vendor, settings in of_vendor.items():
        needs.setdefault(vendor, {}).update(settings)
    return needs


# Google Workspace and JumpCloud encrypt nothing.
ENCRYPTING = ("okta", "entra", "onelogin", "pingfederate", "pingone")

# JumpCloud's metadata names the POST binding alone, unless its admin ticks "Declare Redirect Endpoint".
POST = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"


def samlify_decrypts(order):
    """It decrypts only when told to, and has to know which signature it sees: the Response's or the Assertion's inside."""
    return {"idp": {"isAssertionEncrypted": True, "messageSigningOrder": order}}


PEERS = {
    # By default it insists on a signed Response.
    "pysaml2": SpPeer(*python("pysaml2/sp.py"), needs=by_signature(
        assertion_only={"sp": {"want_response_signed": False, "want_assertions_signed": True}},
        jumpcloud={"binding": POST})),
    # This one's metadata, and the next one's, holds an encryption key only when it insists on encryption.
    "onelogin-saml2": SpPeer(*python("onelogin-saml2/sp.py"), needs={"jumpcloud": {"binding": POST}},
                             needs_encrypted=dict.fromkeys(ENCRYPTING, {"security": {"wantAssertionsEncrypted": True}})),
    "ruby-saml": SpPeer("ruby", HERE / "ruby-saml/sp.rb",
                        needs_encrypted=dict.fromkeys(ENCRYPTING, {"security": {"want_assertions_encrypted": True}})),
    # By default it insists that both are signed.
    "node-saml": SpPeer(*node("node-saml/sp.js"), needs=by_signature(
        assertion_only={"wantAuthnResponseSigned": False}, response_only={"wantAssertionsSigned": False})),
    "samlify": SpPeer(*node("samlify/sp.js"), needs={"jumpcloud": {"binding": "post"}}, needs_encrypted={
        **dict.fromkeys(("okta", "onelogin", "pingfederate"), samlify_decrypts("encrypt-then-sign")),
        **dict.fromkeys(("entra", "pingone"), samlify_decrypts("sign-then-encrypt"))}),
    "jackson": SpPeer(*node("jackson/sp.js"), signs_inside_redirect=True),
    "mellon": SpPeer(*python("mellon/sp.py")),
    # Entra's metadata holds WS-Federation roles, of whose types this SP's schemas know nothing.
    "shibboleth": SpPeer(*python("shibboleth/sp.py"), needs={"entra": {"validate": "false"}}),
    "simplesamlphp": SpPeer(*python("simplesamlphp/sp.py")),
}
