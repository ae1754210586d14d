#!/usr/bin/env python3
"""python3-saml, OneLogin's toolkit, as a service provider."""
import html
import pathlib
import sys

from onelogin.saml2.auth import OneLogin_Saml2_Auth
from onelogin.saml2.authn_request import OneLogin_Saml2_Authn_Request
from onelogin.saml2.idp_metadata_parser import OneLogin_Saml2_IdPMetadataParser
from onelogin.saml2.settings import OneLogin_Saml2_Settings

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from http_adapter import Answer, as_json, read_settings, redirect, serve

settings = read_settings()
base = settings["base_url"]
POST = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
REDIRECT = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"


def read(file):
    return pathlib.Path(file).read_text()


def toolkit_settings():
    binding = settings["needs"].get("binding", REDIRECT)
    parsed = OneLogin_Saml2_IdPMetadataParser.parse(read(settings["idp_metadata"]), required_sso_binding=binding)
    own = {
        "strict": True,
        "sp": {"entityId": base + "/metadata", "assertionConsumerService": {"url": base + "/acs", "binding": POST},
               "x509cert": read(settings["certificate"]), "privateKey": read(settings["key"])},
        "security": {"authnRequestsSigned": True, "rejectDeprecatedAlgorithm": True, **settings["needs"].get("security", {})},
    }
    return OneLogin_Saml2_IdPMetadataParser.merge_settings(parsed, own)


toolkit = OneLogin_Saml2_Settings(toolkit_settings())
outstanding, people = {}, {}


def auth(request):
    data = {"https": "off", "http_host": base.split("//")[1], "script_name": request.path,
            "get_data": request.query, "post_data": request.form}
    return OneLogin_Saml2_Auth(data, old_settings=toolkit)


def log_in(request):
    if toolkit.get_idp_data()["singleSignOnService"]["binding"] == REDIRECT:
        session = auth(request)
        location = session.login()
        outstanding[request.session] = session.get_last_request_id()
        return redirect(location)
    message = OneLogin_Saml2_Authn_Request(toolkit)
    outstanding[request.session] = message.get_id()
    action = html.escape(toolkit.get_idp_data()["singleSignOnService"]["url"])
    return Answer(body=f'<form method="post" action="{action}"><input type="hidden" name="SAMLRequest" '
                       f'value="{message.get_request(deflate=False)}"><button>Go on</button></form>')


def acs(request):
    session = auth(request)
    session.process_response(request_id=outstanding.pop(request.session, "none"))
    if session.get_errors() or not session.is_authenticated():
        raise ValueError(f"{session.get_errors()}: {session.get_last_error_reason()}")
    people[request.session] = {"name_id": session.get_nameid(), "name_id_format": session.get_nameid_format(),
                               "attributes": session.get_attributes()}
    return redirect("/whoami")


def who_am_i(request):
    return as_json(people[request.session]) if request.session in people else as_json({}, 401)


def metadata(request):
    return Answer(body=toolkit.get_sp_metadata(), content_type="application/samlmetadata+xml")


serve(settings, {"/login": log_in, "/acs": acs, "/whoami": who_am_i, "/metadata": metadata},
      login="/login", whoami="/whoami", metadata="/metadata")
