#!/usr/bin/env python3
"""`idpsim serve VENDOR` logs people in to somebody else's service provider.

    sp_peer_test.py PROGRAM PEER VENDOR [encrypted]

With `encrypted` the vendor's admin has switched on the encryption of the Assertion, by a tenant file.
"""
import base64
import json
import pathlib
import re
import subprocess
import sys
import unittest
import urllib.error
import urllib.parse
import urllib.request
import zlib

import peer_process
from encrypting_tenant import write_tenant
from idpsim_process import Browser, Server, folder, get
from login import walk
from sp_peers import PEERS

NAME, VENDOR = sys.argv[2:4]
ENCRYPTED = sys.argv[4:] == ["encrypted"]
PEER = PEERS[NAME]

# What an admin who follows the product's guide maps, whatever the vendor: the three attributes of Ada Byron.
ADA = {"email": ["ada.byron@example.test"], "firstName": ["Ada"], "lastName": ["Byron"]}


def bend_cipher(response):
    """Another octet near the end of the longest CipherValue, the Assertion's: there are statements, which any signature
    covers; before them may be a KeyInfo, which it does not."""
    start, end = max((found.span(1) for found in re.finditer(rb"CipherValue>([^<]+)<", response)), key=lambda span: span[1] - span[0])
    at = next(i for i in range(end - (end - start) // 8, end) if response[i:i + 1].isalnum())
    return response[:at] + (b"B" if response[at:at + 1] == b"A" else b"A") + response[at + 1:]


class Login(unittest.TestCase):
    """One vendor's tenant and one peer that know each other by their metadata."""

    @classmethod
    def setUpClass(cls):
        use, state = cls.enterClassContext, cls.enterClassContext(folder())
        place = cls.place = use(folder())
        port, address = use(peer_process.Port()), f"127.0.0.1:{use(peer_process.Port())}"
        metadata = pathlib.Path(place, "idp.xml")
        with Server("serve", VENDOR, "--state", state, "--listen", address) as idp:   # an admin downloads its metadata
            cls.metadata = get(idp.ready["metadata"])
            entity_id = idp.ready["entity_id"]
        metadata.write_bytes(cls.metadata)
        cls.peer = use(peer_process.Peer(PEER.command, place, port=port, base_url=f"http://127.0.0.1:{port}",
                                         idp_metadata=str(metadata), idp_entity_id=entity_id,
                                         needs=PEER.needs_of(VENDOR, ENCRYPTED), **peer_process.make_key(place)))
        own = pathlib.Path(place, "sp.xml")
        own.write_bytes(get(cls.peer.ready["metadata"]))
        known = ["--tenant", write_tenant(place, VENDOR, own.read_bytes())] if ENCRYPTED else ["--sp-metadata", own]
        cls.idp = use(Server("serve", VENDOR, "--state", state, "--listen", address, *known))
        cls.ada = cls.idp.ready["users"][0]

    def decrypt(self, response):
        """As another program reads it that has the peer's key."""
        file = pathlib.Path(self.place, "response.xml")
        file.write_bytes(response)
        key = pathlib.Path(self.place, "sp.key")
        ids = ["--id-attr:Id", "http://www.w3.org/2001/04/xmlenc#:EncryptedKey"]      # Okta's RetrievalMethod leads there
        return subprocess.run(["xmlsec1", "--decrypt", *ids, "--privkey-pem", key, file], check=True, capture_output=True).stdout

    def who_am_i(self, browser):
        browser.open(self.peer.ready["whoami"])
        return json.loads(browser.body) if browser.status == 200 else None

    @unittest.skipUnless(PEER.signs_inside_redirect, "this peer signs requests as the binding says")
    def test_its_redirect_holds_an_xml_signature(self):
        """Against section 3.4.4.1 of the bindings: so that the logins above show that the vendor bears it."""
        if b"bindings:HTTP-Redirect" not in self.metadata:
            self.skipTest("the vendor takes requests by POST alone")

        class Stay(urllib.request.HTTPRedirectHandler):
            def redirect_request(self, *_):
                return None

        with self.assertRaises(urllib.error.HTTPError) as answer:
            urllib.request.build_opener(Stay).open(self.peer.ready["login"], timeout=30)
        with answer.exception as redirect:
            query = urllib.parse.parse_qs(urllib.parse.urlsplit(redirect.headers["Location"]).query)
        message = zlib.decompress(base64.b64decode(query["SAMLRequest"][0]), -zlib.MAX_WBITS)
        self.assertIn(b"SignatureValue>", message)

    def told(self, browser):
        page = re.sub(r"<style>.*?</style>", "", browser.body, flags=re.DOTALL)
        return f"{browser.status} at {browser.url}:\n{page[-1500:]}\n{self.peer.told()}"

    def test_person_is_logged_in_with_her_attributes(self):
        browser = Browser()
        self.assertIsNone(self.who_am_i(browser), "nobody is logged in before")
        response = walk(browser, self.peer.ready["login"], self.ada)
        told = self.told(browser)
        self.assertIsNotNone(response, "the IdP sent no Response: " + told)
        seen = self.who_am_i(browser)
        self.assertIsNotNone(seen, "the peer let nobody in: " + told)
        if ENCRYPTED:
            self.assertRegex(response, rb"<(\w+:)?EncryptedAssertion\b")
            self.assertNotRegex(response, rb"<(\w+:)?Assertion\b|>Ada<", "it can be read on its way")
            response = self.decrypt(response)
        self.assertIn(f">{seen['name_id']}<".encode(), response)
        self.assertEqual({name: seen["attributes"].get(name) for name in ADA}, ADA, seen)

    def test_a_changed_response_is_refused(self):
        def bend(response):
            if ENCRYPTED:
                return bend_cipher(response)
            self.assertIn(b">Ada<", response)
            return response.replace(b">Ada<", b">Eve<")

        browser = Browser()
        response = walk(browser, self.peer.ready["login"], self.ada, bend)
        told = self.told(browser)
        self.assertIsNotNone(response, "the IdP sent no Response: " + told)
        self.assertIsNone(self.who_am_i(browser), "the peer took what nobody signed: " + told)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
