#!/usr/bin/env python3
"""Metadata by URL, key rollover and tenant files on real sockets, with Python's own HTTP client."""
import json
import re
import sys
import unittest
import urllib.error

from idpsim_process import SOURCE, Browser, Server, call, folder, get, run


def add_by_url(sp, url):
    return call("POST", sp["admin"]["url"] + "/idps", sp["admin"]["token"], json.dumps({"url": url}).encode())


def log_in(sp, user):
    """Who is logged in afterwards, or None."""
    browser = Browser().open(sp["login"])
    browser.submit(username=user["username"], password=user["password"])
    browser.submit()
    who = browser.open(sp["whoami"])
    return json.loads(who.body)["email"] if who.status == 200 else None


class Console:
    """The certificates on the IdP's console page."""

    def __init__(self, idp):
        self.url = idp["console"]

    def fingerprints(self):
        return re.findall(r"<tr><td><code>([0-9a-f]{64})</code></td>", Browser().open(self.url).body)

    def do(self, action, certificate=""):
        return Browser().open(self.url + "/certificates", {"action": action, "certificate": certificate})


class Rollover(unittest.TestCase):
    def test_is_learnt_by_url_and_outlives_a_restart(self):
        with folder() as state, Server("sp", "--allow-local-metadata") as sp:
            with Server("serve", "okta", "--state", state, "--sp-metadata", sp.ready["metadata"]) as idp:
                address = idp.ready["dashboard"].split("/")[2]
                user = idp.ready["users"][0]
                connected = add_by_url(sp.ready, idp.ready["metadata"])
                self.assertEqual(log_in(sp.ready, user), user["username"])

                console = Console(idp.ready)
                old, = console.fingerprints()
                console.do("add")
                new = next(one for one in console.fingerprints() if one != old)
                self.assertEqual(console.do("activate", new).status, 200)
                self.assertIsNone(log_in(sp.ready, user), "the SP has not heard of the new key")
                self.assertEqual(console.do("remove", new).status, 409, "the one that signs stays")
                self.assertEqual(console.do("remove", old).status, 200)
                self.assertEqual(console.fingerprints(), [new])
                self.assertEqual(console.do("activate", old).status, 404)

                refresh = sp.ready["admin"]["url"] + "/idps/" + connected["id"] + "/refresh"
                call("POST", refresh, sp.ready["admin"]["token"])
                self.assertEqual(log_in(sp.ready, user), user["username"])
                before = get(idp.ready["metadata"])
            with Server("serve", "okta", "--state", state, "--sp-metadata", sp.ready["metadata"], "--listen", address) as again:
                self.assertEqual(get(again.ready["metadata"]), before)
                self.assertEqual(Console(again.ready).fingerprints(), [new])
                self.assertEqual(log_in(sp.ready, again.ready["users"][0]), user["username"])

    def test_another_sites_form_changes_nothing(self):
        with folder() as state, Server("serve", "generic", "--state", state) as idp:
            console = Console(idp.ready)
            browser = Browser()
            browser.opener.addheaders = [("Origin", "https://evil.example")]
            self.assertEqual(browser.open(console.url + "/certificates", {"action": "add"}).status, 403)
            self.assertEqual(len(console.fingerprints()), 1)


class LocalMetadata(unittest.TestCase):
    def test_is_not_fetched_unless_the_owner_admits_it(self):
        with folder() as state, Server("serve", "generic", "--state", state) as idp, Server("sp") as sp:
            for url in (idp.ready["metadata"], idp.ready["metadata"].replace("127.0.0.1", "localhost"), "https://127.0.0.1:1/"):
                with self.assertRaises(urllib.error.HTTPError) as refused:
                    add_by_url(sp.ready, url)
                with refused.exception as answer:
                    self.assertEqual(answer.code, 400, url)


class TenantFiles(unittest.TestCase):
    def test_serve_plays_the_customer(self):
        tenant = SOURCE / "simulator/tenants/okta.lua"
        with folder() as state, Server("sp", "--allow-local-metadata") as sp, \
                Server("serve", "okta", "--tenant", tenant, "--state", state, "--sp-metadata", sp.ready["metadata"]) as idp:
            add_by_url(sp.ready, idp.ready["metadata"])
            assigned = [user for user in idp.ready["users"] if user["password"] and log_in(sp.ready, user)]
            self.assertTrue(assigned, "somebody of the customer's gets in")

    def test_run_plays_the_customers_idp_alone(self):
        for vendor in ("okta", "entra"):
            with folder() as out:
                done = run("run", "--tenant", SOURCE / f"simulator/tenants/{vendor}.lua", "--select", "sso/sp-initiated-login or sso/two-people",
                           "--out", out)
                self.assertEqual(done.code, 0, done.out + done.err)
                with open(out + "/report.json") as file:
                    cases = json.load(file)["cases"]
                self.assertEqual({case["idp"] for case in cases}, {vendor})
                self.assertEqual({case["verdict"] for case in cases}, {"pass"})


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
