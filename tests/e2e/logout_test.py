#!/usr/bin/env python3
"""Single logout and logins by artifact between `idpsim serve` and `idpsim sp` on real sockets."""
import contextlib
import json
import pathlib
import sys
import unittest

from idpsim_process import Browser, Server, call, folder, get

# What the vendors' consoles need before they log out anywhere; the others do so at once.
ADMINS = {
    "okta": {"Enable Single Logout": "Yes", "Participate in Single Logout": "Yes"},
    "onelogin": {"Sign SLO Request": "on", "Sign SLO Response": "on"},
    "pingfederate": {"SP-Initiated SLO": "Yes", "IdP-Initiated SLO": "Yes"},
}
VENDORS = ["okta", "entra", "onelogin", "pingfederate", "pingone", "generic"]
ARTIFACTS = {"pingfederate": {"Assertion Consumer Service URL / Binding": "Artifact"}, "generic": {"Response binding": "artifact"}}


class Pair:
    """One SP and one vendor's IdP, connected; somebody's browser."""

    def __init__(self, vendor, settings):
        self.vendor, self.settings = vendor, settings

    def __enter__(self):
        with contextlib.ExitStack() as stack:
            self.state = stack.enter_context(folder())
            self.sp = stack.enter_context(Server("sp", "--listen", "127.0.0.1:0"))
            self.idp = stack.enter_context(Server("serve", self.vendor, "--state", self.state, "--tenant", self.tenant(),
                                                  "--sp-metadata", self.sp.ready["metadata"]))
            self.admin("PUT", "/idp", get(self.idp.ready["metadata"]), "application/samlmetadata+xml")
            self.stack = stack.pop_all()
        self.browser = Browser()
        return self

    def __exit__(self, *what):
        self.stack.close()

    def tenant(self):
        """The vendor's tenant as its admin set it up."""
        file = pathlib.Path(self.state, "tenant.lua")
        fields = "".join(f"[{json.dumps(label)}] = {json.dumps(value)}, " for label, value in self.settings.items())
        file.write_text(f'return {{ idp = "{self.vendor}", settings = {{ {fields} }} }}')
        return file

    def admin(self, method, path, body, content_type="application/json"):
        admin = self.sp.ready["admin"]
        call(method, admin["url"] + path, admin["token"], body, content_type)

    def settle(self):
        """Submits what a page submits by itself, until one rests."""
        while (form := self.browser.form()) and {"SAMLRequest", "SAMLResponse"} & set(form.fields):
            self.browser.submit()

    def log_in(self):
        user = self.idp.ready["users"][0]
        self.browser.open(self.sp.ready["login"])
        self.settle()
        if "password" in self.browser.body:
            self.browser.submit(username=user["username"], password=user["password"])
            self.settle()
        return user["username"]

    def who(self):
        self.browser.open(self.sp.ready["whoami"])
        return json.loads(self.browser.body)["email"] if self.browser.status == 200 else None

    def asks_for_password(self):
        self.browser.open(self.sp.ready["login"])
        self.settle()
        return "password" in self.browser.body


class Logout(unittest.TestCase):
    def from_both_sides(self, vendor):
        with Pair(vendor, ADMINS.get(vendor, {})) as pair:
            name = pair.log_in()
            self.assertEqual(pair.who(), name, pair.browser.body[-400:])
            pair.browser.open(pair.sp.ready["logout"])           # at the SP, which asks the IdP
            pair.settle()
            self.assertIsNone(pair.who())
            self.assertTrue(pair.asks_for_password(), "the IdP's session is over too")

            name = pair.log_in()
            self.assertEqual(pair.who(), name)
            pair.browser.open(pair.idp.ready["logout"])          # at the IdP, which tells the SP
            pair.settle()
            self.assertEqual(pair.browser.status, 200, pair.browser.body[-400:])
            self.assertIsNone(pair.who())


class Artifact(unittest.TestCase):
    def log_in(self, vendor):
        with Pair(vendor, ARTIFACTS[vendor]) as pair:
            pair.admin("PATCH", "/settings", b'{"response_binding":"artifact"}')
            name = pair.log_in()
            self.assertTrue(any("SAMLart=" in url for url in pair.browser.trail), pair.browser.trail)
            self.assertEqual(pair.who(), name, pair.browser.body[-400:])


for one in VENDORS:
    setattr(Logout, "test_logout_" + one, lambda self, vendor=one: self.from_both_sides(vendor))
for one in ARTIFACTS:
    setattr(Artifact, "test_artifact_" + one, lambda self, vendor=one: self.log_in(vendor))

if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
