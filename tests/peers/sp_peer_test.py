#!/usr/bin/env python3
"""`idpsim serve VENDOR` logs people in to somebody else's service provider.

    sp_peer_test.py PROGRAM PEER VENDOR
"""
import base64
import json
import pathlib
import re
import sys
import unittest
import urllib.error
import urllib.parse
import urllib.request
import zlib

import peer_process
from idpsim_process import Browser, Server, folder, get
from login import walk
from sp_peers import PEERS

NAME, VENDOR = sys.argv[2:4]
PEER = PEERS[NAME]

# What an admin who follows the product's guide maps, whatever the vendor: the three attributes of Ada Byron.
ADA = {"email": ["ada.byron@example.test"], "firstName": ["Ada"], "lastName": ["Byron"]}


class Login(unittest.TestCase):
    """One vendor's tenant and one peer that know each other by their metadata."""

    @classmethod
    def setUpClass(cls):
        use, state = cls.enterClassContext, cls.enterClassContext(folder())
        place = use(folder())
        port, address = use(peer_process.Port()), f"127.0.0.1:{use(peer_process.Port())}"
        metadata = pathlib.Path(place, "idp.xml")
        with Server("serve", VENDOR, "--state", state, "--listen", address) as idp:   # an admin downloads its metadata
            cls.metadata = get(idp.ready["metadata"])
            entity_id = idp.ready["entity_id"]
        metadata.write_bytes(cls.metadata)
        cls.peer = use(peer_process.Peer(PEER.command, place, port=port, base_url=f"http://127.0.0.1:{port}",
                                         idp_metadata=str(metadata), idp_entity_id=entity_id,
                                         needs=PEER.needs.get(VENDOR, {}), **peer_process.make_key(place)))
        own = pathlib.Path(place, "sp.xml")
        own.write_bytes(get(cls.peer.ready["metadata"]))
        cls.idp = use(Server("serve", VENDOR, "--state", state, "--listen", address, "--sp-metadata", own))
        cls.ada = cls.idp.ready["users"][0]

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
        self.assertIn(seen["name_id"].encode(), response)
        self.assertEqual({name: seen["attributes"].get(name) for name in ADA}, ADA, seen)

    def test_a_changed_response_is_refused(self):
        def bend(response):
            self.assertIn(b">Ada<", response)
            return response.replace(b">Ada<", b">Eve<")

        browser = Browser()
        response = walk(browser, self.peer.ready["login"], self.ada, bend)
        told = self.told(browser)
        self.assertIsNotNone(response, "the IdP sent no Response: " + told)
        self.assertIsNone(self.who_am_i(browser), "the peer took what nobody signed: " + told)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
