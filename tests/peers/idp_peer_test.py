#!/usr/bin/env python3
"""Somebody else's identity provider logs people in to `idpsim sp`.

    idp_peer_test.py PROGRAM PEER
"""
import json
import pathlib
import re
import sys
import unittest

import peer_process
from idpsim_process import Browser, Server, folder, get
from login import walk
from sp_peers import node, python

PEERS = {
    "pysaml2": python("pysaml2/idp.py"),
    "simplesamlphp": python("simplesamlphp/idp.py"),
    "samlify": node("samlify/idp.js"),
    "saml-idp": node("saml-idp/idp.js"),
}
ADA = {"username": "ada.byron@example.test", "password": "the engine weaves", "firstName": "Ada", "lastName": "Byron"}


class Login(unittest.TestCase):
    """The built-in service provider and one peer that know each other by their metadata."""

    @classmethod
    def setUpClass(cls):
        use, place = cls.enterClassContext, cls.enterClassContext(folder())
        port, address = use(peer_process.Port()), f"127.0.0.1:{use(peer_process.Port())}"
        metadata = pathlib.Path(place, "sp.xml")
        with Server("sp", "--listen", address) as sp:
            metadata.write_bytes(get(sp.ready["metadata"]))
            known = {"sp_entity_id": sp.ready["entity_id"], "acs": sp.ready["acs"]}
        cls.peer = use(peer_process.Peer(PEERS[sys.argv[2]], place, port=port, base_url=f"http://127.0.0.1:{port}", needs={},
                                         sp_metadata=str(metadata), person=ADA, **known, **peer_process.make_key(place)))
        cls.sp = use(Server("sp", "--listen", address, "--idp-metadata", cls.peer.ready["metadata"]))

    def who_am_i(self, browser):
        browser.open(self.sp.ready["whoami"])
        return json.loads(browser.body) if browser.status == 200 else None

    def told(self, browser):
        page = re.sub(r"<style>.*?</style>", "", browser.body, flags=re.DOTALL)
        return f"{browser.status} at {browser.url}:\n{page[-1500:]}\n{self.peer.told()}"

    def test_person_is_logged_in_with_her_attributes(self):
        browser = Browser()
        self.assertIsNone(self.who_am_i(browser), "nobody is logged in before")
        response = walk(browser, self.sp.ready["login"], ADA)
        told = self.told(browser)
        self.assertIsNotNone(response, "the IdP sent no Response: " + told)
        seen = self.who_am_i(browser)
        self.assertIsNotNone(seen, "the service provider let nobody in: " + told)
        self.assertEqual((seen["email"], seen["display_name"]), (ADA["username"], "Ada Byron"))

    def test_a_changed_response_is_refused(self):
        def bend(response):
            self.assertIn(b">Ada<", response)
            return response.replace(b">Ada<", b">Eve<")

        browser = Browser()
        response = walk(browser, self.sp.ready["login"], ADA, bend)
        self.assertIsNotNone(response, "the IdP sent no Response: " + self.told(browser))
        self.assertEqual(browser.status, 403, browser.body[-800:])
        self.assertIsNone(self.who_am_i(browser), "the service provider took what nobody signed")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
