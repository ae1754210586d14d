#!/usr/bin/env python3
"""pysaml2 as an identity provider, behind a login form of the adapter's."""
import html
import pathlib
import sys

import saml2.config
import saml2.metadata
import saml2.server
from saml2 import BINDING_HTTP_POST, BINDING_HTTP_REDIRECT
from saml2.xmldsig import DIGEST_SHA256, SIG_RSA_SHA256
from saml2.saml import NAME_FORMAT_BASIC, NAMEID_FORMAT_EMAILADDRESS, NameID

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from http_adapter import Answer, read_settings, serve

settings = read_settings()
base, person = settings["base_url"], settings["person"]
config = saml2.config.IdPConfig().load({
    "entityid": base + "/metadata",
    "key_file": settings["key"],
    "cert_file": settings["certificate"],
    "metadata": {"local": [settings["sp_metadata"]]},
    "service": {"idp": {
        "endpoints": {"single_sign_on_service": [(base + "/sso", BINDING_HTTP_REDIRECT)]},
        "name_id_format": [NAMEID_FORMAT_EMAILADDRESS],
        "policy": {"default": {"lifetime": {"minutes": 5}, "attribute_restrictions": None, "name_form": NAME_FORMAT_BASIC,
                               "fail_on_missing_requested": False}},
    }},
})
server = saml2.server.Server(config=config)


def ask(request):
    hidden = "".join(f'<input type="hidden" name="{name}" value="{html.escape(value)}">' for name, value in request.query.items())
    return Answer(body=f'<form method="post" action="/login">{hidden}<input type="text" name="user"><input type="password" name="pass"></form>')


def log_in(request):
    if (request.form["user"], request.form["pass"]) != (person["username"], person["password"]):
        return Answer(403, "unknown person")
    asked = server.parse_authn_request(request.form["SAMLRequest"], BINDING_HTTP_REDIRECT).message
    to = server.response_args(asked, [BINDING_HTTP_POST])
    identity = {"email": person["username"], "firstName": person["firstName"], "lastName": person["lastName"]}
    to.pop("name_id_policy", None)
    response = server.create_authn_response(
        identity, userid=person["username"], name_id=NameID(format=NAMEID_FORMAT_EMAILADDRESS, text=person["username"]),
        authn={"class_ref": saml2.saml.AUTHN_PASSWORD_PROTECTED, "authn_auth": base}, sign_assertion=True, sign_response=True,
        sign_alg=SIG_RSA_SHA256, digest_alg=DIGEST_SHA256,        # its default is SHA-1, which no service provider should take
        **to)
    answer = server.apply_binding(to["binding"], str(response), to["destination"], request.form.get("RelayState", ""), response=True)
    return Answer(body=answer["data"])


def metadata(request):
    return Answer(body=str(saml2.metadata.entity_descriptor(config)), content_type="application/samlmetadata+xml")


serve(settings, {"/sso": ask, "/login": log_in, "/metadata": metadata}, metadata="/metadata")
