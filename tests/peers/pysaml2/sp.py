#!/usr/bin/env python3
"""pysaml2 as a service provider, as its own documentation sets one up."""
import pathlib
import sys

import saml2.config
import saml2.client
import saml2.metadata
from saml2 import BINDING_HTTP_POST, BINDING_HTTP_REDIRECT

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from http_adapter import Answer, as_json, read_settings, redirect, serve

settings = read_settings()
base = settings["base_url"]
config = saml2.config.SPConfig().load({
    "entityid": base + "/metadata",
    "key_file": settings["key"],
    "cert_file": settings["certificate"],
    "encryption_keypairs": [{"key_file": settings["key"], "cert_file": settings["certificate"]}],
    "metadata": {"local": [settings["idp_metadata"]]},
    "allow_unknown_attributes": True,          # attributes under the product's own names, not those of a directory
    "service": {"sp": {
        "endpoints": {"assertion_consumer_service": [(base + "/acs", BINDING_HTTP_POST)]},
        **settings["needs"].get("sp", {}),
    }},
})
client = saml2.client.Saml2Client(config)
outstanding = {}                               # request ID -> where it came from
people = {}                                    # session -> who is logged in


def log_in(request):
    request_id, binding, message = client.prepare_for_negotiated_authenticate(
        entityid=settings["idp_entity_id"], binding=settings["needs"].get("binding"))
    outstanding[request_id] = "/"
    if binding == BINDING_HTTP_REDIRECT:
        return redirect(dict(message["headers"])["Location"])
    return Answer(body=message["data"])


def acs(request):
    response = client.parse_authn_request_response(request.form["SAMLResponse"], BINDING_HTTP_POST, outstanding)
    people[request.session] = {"name_id": response.name_id.text, "name_id_format": response.name_id.format,
                               "attributes": response.ava}
    return redirect("/whoami")


def who_am_i(request):
    return as_json(people[request.session]) if request.session in people else as_json({}, 401)


def metadata(request):
    return Answer(body=str(saml2.metadata.entity_descriptor(config)), content_type="application/samlmetadata+xml")


serve(settings, {"/login": log_in, "/acs": acs, "/whoami": who_am_i, "/metadata": metadata},
      login="/login", whoami="/whoami", metadata="/metadata")
