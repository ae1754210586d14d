"""A tenant file (`idpsim serve VENDOR --tenant FILE`) in which the vendor's admin has switched on encryption.

The labels and choices are those of the vendors' consoles (`idpsim show VENDOR`); what is left out stands at its default.
"""
import pathlib
import re
import textwrap
import xml.etree.ElementTree as ElementTree

METADATA, DSIG = "{urn:oasis:names:tc:SAML:2.0:metadata}", "{http://www.w3.org/2000/09/xmldsig#}"
POST = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"


class Sp:
    """What the admin takes from the SP's metadata: entity ID, ACS of the POST binding, certificate to encrypt for (PEM)."""

    def __init__(self, metadata):
        entity = ElementTree.fromstring(metadata)
        role = entity.find(METADATA + "SPSSODescriptor")
        self.entity_id = entity.get("entityID")
        self.acs = next(acs.get("Location") for acs in role.findall(METADATA + "AssertionConsumerService") if acs.get("Binding") == POST)
        keys = [key for key in role.findall(METADATA + "KeyDescriptor") if key.get("use") in ("encryption", None)]
        text = "".join(keys[0].find(f".//{DSIG}X509Certificate").text.split())
        self.certificate = "\n".join(["-----BEGIN CERTIFICATE-----", *textwrap.wrap(text, 64), "-----END CERTIFICATE-----", ""])


# The certificate's label names a file beside the tenant file.
CERTIFICATE = "encryption.pem"
SETTINGS = {
    "okta": lambda sp: {
        "Single sign-on URL": sp.acs, "Audience URI (SP Entity ID)": sp.entity_id,
        "Assertion Encryption": "Encrypted", "Encryption Certificate": CERTIFICATE},
    "entra": lambda sp: {
        "Identifier (Entity ID)": sp.entity_id, "Reply URL (Assertion Consumer Service URL)": sp.acs,
        "Status": "Active", "Import Certificate": CERTIFICATE},
    "onelogin": lambda sp: {
        "Audience (EntityID)": sp.entity_id, "Recipient": sp.acs, "ACS (Consumer) URL": sp.acs,
        "ACS (Consumer) URL Validator": "^" + re.escape(sp.acs) + "$",
        "Encrypt assertion": "on", "Public key": CERTIFICATE},
    "pingfederate": lambda sp: {
        "Partner's Entity ID (Connection ID)": sp.entity_id, "Assertion Consumer Service URL": {"Endpoint URL": sp.acs},
        "The entire assertion": "Yes", "Encryption certificate": CERTIFICATE},
    "pingone": lambda sp: {
        "Entity ID": sp.entity_id, "ACS URLs": sp.acs, "Encryption": "Yes", "Encryption Certificate": CERTIFICATE},
}


def lua(value):
    if isinstance(value, dict):
        return "{ " + ", ".join(f"[{lua(name)}] = {lua(one)}" for name, one in value.items()) + " }"
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def write_tenant(folder, vendor, sp_metadata):
    """Writes the tenant file and the certificate into the folder; the file's path."""
    sp = Sp(sp_metadata)
    pathlib.Path(folder, CERTIFICATE).write_text(sp.certificate)
    file = pathlib.Path(folder, vendor + ".lua")
    file.write_text("return " + lua({"idp": vendor, "settings": SETTINGS[vendor](sp)}) + "\n")
    return file
