"""The product's pages in a real browser without scripts: an admin's way from the invitation to the connected IdP, and who is
refused. With IDPSIM_SCREENSHOTS=FOLDER, pictures of every page, wide and narrow, light and dark."""
import os
import pathlib
import sys
import unittest

from idpsim_process import Server, call, folder, get
from webdriver import Chromium

PASSWORD = "correct horse battery"
SHOTS = os.environ.get("IDPSIM_SCREENSHOTS")


def shoot(browser, name):
    if not SHOTS:
        return
    pathlib.Path(SHOTS).mkdir(parents=True, exist_ok=True)
    for width in (1280, 390):
        for dark in (False, True):
            browser.emulate(width, dark)
            browser.screenshot(f"{SHOTS}/{name}-{width}-{'dark' if dark else 'light'}.png")
    browser.emulate(1280, False)


def accept(browser, invitation):
    browser.open(invitation)
    shoot(browser, "invitation")
    browser.fill(password=PASSWORD, again=PASSWORD)
    browser.button("Choose and sign in").click()


class Pages(unittest.TestCase):
    def assert_fits(self, browser):
        """Nothing sticks out of a phone's screen."""
        browser.emulate(390, False)
        size = browser.call("POST", "/goog/cdp/execute", {"cmd": "Page.getLayoutMetrics", "params": {}})["cssContentSize"]
        browser.emulate(1280, False)
        self.assertLessEqual(size["width"], 390, browser.url)

    def test_an_admins_way(self):
        with folder() as state, Server("sp", "--listen", "127.0.0.1:0", "--admin", "root@example.test", "--allow-local-metadata") as sp, \
                Server("serve", "okta", "--state", state, "--sp-metadata", sp.ready["metadata"]) as idp, Chromium() as browser:
            base = sp.ready["whoami"].rsplit("/", 1)[0]
            accept(browser, sp.ready["invitation"])
            self.assertIn("root@example.test", browser.text)
            shoot(browser, "home")
            # Staff switch the option off: it is gone from the menu; on: it is there.
            browser.open(sp.ready["staff"]["url"])
            shoot(browser, "staff-sign-in")
            browser.fill(token=sp.ready["staff"]["token"])
            browser.button("Sign in").click()
            shoot(browser, "staff")
            browser.button("Switch SSO/SCIM off").click()
            browser.open(base + "/app/settings/connect")
            self.assertNotIn("Connect with SSO/SCIM", browser.text)
            browser.open(base + "/app/settings/connect/sso")
            self.assertIn("not enabled", browser.text)
            shoot(browser, "not-enabled")
            browser.open(sp.ready["staff"]["url"])
            browser.button("Enable SSO/SCIM").click()
            # Settings > Connect > Connect with SSO/SCIM
            browser.open(base + "/")
            browser.link("Settings").click()
            shoot(browser, "settings")
            browser.link("Connect").click()
            shoot(browser, "connect")
            browser.link("Connect with SSO/SCIM").click()
            self.assertEqual(browser.url, base + "/app/settings/connect/sso")
            self.assertFalse(browser.has("a[href*='/guide/']"))
            self.assertTrue(browser.has("a[href$='/mapping']"))
            self.assertTrue(browser.has("form[action$='/mapping'] input[type=file]"))
            self.assert_fits(browser)
            shoot(browser, "sso-before")
            # Connect the IdP by its metadata, as a file and as a URL.
            metadata = pathlib.Path(state, "metadata.xml")
            metadata.write_bytes(get(idp.ready["metadata"]))
            browser.find("input[name=metadata]").add(str(metadata))
            browser.button("Connect").click()
            self.assertIn("The identity provider is connected.", browser.text)
            self.assertIn(idp.ready["entity_id"], browser.text)
            shoot(browser, "sso-connected")
            browser.button("Disconnect").click()
            browser.fill(url=idp.ready["metadata"], domains="example.com")
            browser.button("Connect").click()
            self.assertIn("The identity provider is connected.", browser.text)
            browser.button("Issue a new token").click()
            token = browser.find(".secret").text
            self.assertEqual(len(token), 32)
            shoot(browser, "token")
            self.assertEqual(call("GET", sp.ready["scim"] + "/Users", token)["totalResults"], 1)
            # People, teams, audit log.
            browser.open(base + "/app/settings/people")
            browser.fill(email="vic@example.test")
            browser.button("Invite").click()
            self.assertIn("/invitation?token=", browser.find(".secret").text)
            shoot(browser, "people")
            self.assert_fits(browser)
            browser.open(base + "/app/settings/teams")
            browser.fill(name="Lighthouse keepers")
            browser.button("Make").click()
            self.assertIn("Lighthouse keepers", browser.text)
            shoot(browser, "teams")
            browser.open(base + "/app/settings/audit")
            for word in ("IdP connected", "SSO switched off", "Team made Lighthouse keepers", "by root@example.test"):
                self.assertIn(word, browser.text)
            shoot(browser, "audit")
            self.assert_fits(browser)
            browser.button("Sign out").click()
            browser.open(base + "/app/settings/audit")
            self.assertIn("/sign-in?next=", browser.url)
            shoot(browser, "sign-in")
            browser.fill(email="root@example.test")
            browser.button("Continue").click()
            self.assertIn("Continue with SSO", browser.links())
            shoot(browser, "sso-hint")

    def test_a_viewer_is_refused_and_sso_leads_in(self):
        with folder() as state, Server("sp", "--listen", "127.0.0.1:0", "--allow-local-metadata") as sp, \
                Server("serve", "okta", "--state", state, "--sp-metadata", sp.ready["metadata"]) as idp, Chromium() as browser:
            base = sp.ready["whoami"].rsplit("/", 1)[0]
            call("PUT", sp.ready["admin"]["url"] + "/idp", sp.ready["admin"]["token"], get(idp.ready["metadata"]), "application/samlmetadata+xml")
            user = idp.ready["users"][0]
            browser.open(sp.ready["login"])
            browser.fill(username=user["username"], password=user["password"])
            browser.find("button, input[type=submit]").click()
            if browser.has("input[name=SAMLResponse]"):      # without scripts the person presses it
                browser.find("input[type=submit], button").click()
            self.assertIn(user["username"], browser.open(base + "/").text)
            self.assertNotIn("Settings", browser.links())
            browser.open(base + "/app/settings/connect/sso")
            self.assertIn("Only an Account Admin", browser.text)
            shoot(browser, "refused")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
