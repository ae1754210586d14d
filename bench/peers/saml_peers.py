#!/usr/bin/env python3
"""Rates of pysaml2 and python3-saml over the message that bench_saml left in FOLDER: what<TAB>issued/s<TAB>verified/s."""
import json
import logging
import os
import sys
from pathlib import Path

SECONDS = 2
folder = Path(sys.argv[1])
facts = json.loads((folder / "facts.json").read_text())
logging.disable(logging.CRITICAL)


def cpu_seconds():
    """Of this process and of the xmlsec1 processes that pysaml2 starts."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def rate(work):
    work()
    done, begun = 0, cpu_seconds()
    while cpu_seconds() - begun < SECONDS:
        work()
        done += 1
    return done / (cpu_seconds() - begun)


def row(what, issue, verify):
    print(f"{what}\t{rate(issue):.0f}\t{rate(verify):.0f}", flush=True)


def python3_saml():
    from onelogin.saml2.response import OneLogin_Saml2_Response
    from onelogin.saml2.settings import OneLogin_Saml2_Settings
    from onelogin.saml2.utils import OneLogin_Saml2_Utils

    key, cert = (folder / "key.pem").read_text(), (folder / "cert.pem").read_text()
    unsigned, encoded = (folder / "unsigned.xml").read_bytes(), (folder / "response.b64").read_text()
    settings = OneLogin_Saml2_Settings({
        "strict": True,
        "sp": {"entityId": facts["sp_entity_id"], "assertionConsumerService": {"url": facts["acs_url"]}},
        "idp": {"entityId": facts["idp_entity_id"], "singleSignOnService": {"url": facts["sso_url"]}, "x509cert": cert},
        "security": {"requestedAuthnContext": False},
    })
    host, path = facts["acs_url"].removeprefix("https://").split("/", 1)
    request = {"https": "on", "http_host": host, "script_name": "/" + path, "get_data": {}, "post_data": {}}

    def verify():
        response = OneLogin_Saml2_Response(settings, encoded)
        if not response.is_valid(request):
            raise SystemExit("python3-saml refuses: " + str(response.get_error()))

    row("python3-onelogin-saml2", lambda: OneLogin_Saml2_Utils.add_sign(unsigned, key, cert), verify)


def pysaml2():
    import saml2
    from saml2 import class_name, samlp
    from saml2.client import Saml2Client
    from saml2.config import Config
    from saml2.sigver import pre_signature_part

    config = Config().load({
        "entityid": facts["sp_entity_id"],
        "key_file": str(folder / "key.pem"), "cert_file": str(folder / "cert.pem"),
        "allow_unknown_attributes": True,
        "service": {"sp": {
            "endpoints": {"assertion_consumer_service": [(facts["acs_url"], saml2.BINDING_HTTP_POST)]},
            "allow_unsolicited": True, "want_response_signed": False, "want_assertions_signed": False,
        }},
        "metadata": {"local": [str(folder / "idp.xml")]},
    })
    client = Saml2Client(config=config)
    encoded = (folder / "response.b64").read_text()
    response = samlp.response_from_string((folder / "unsigned.xml").read_text())
    response.signature = pre_signature_part(response.id, client.sec.my_cert, 1)

    def verify():
        if client.parse_authn_request_response(encoded, saml2.BINDING_HTTP_POST) is None:
            raise SystemExit("pysaml2 refuses")

    row("pysaml2", lambda: client.sec.sign_statement(response, class_name(response), node_id=response.id), verify)


failed = False
for peer in (python3_saml, pysaml2):
    try:
        peer()
    except (Exception, SystemExit) as why:  # the others are still of use
        print(f"{peer.__name__}: {type(why).__name__}: {why}", file=sys.stderr)
        failed = True
sys.exit(failed)
