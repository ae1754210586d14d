#!/usr/bin/env python3
"""`idpsim guide` by its command line: formats, targets, exit codes; and a login set up by nothing but what it prints."""
import html.parser
import json
import pathlib
import re
import subprocess
import sys
import unittest

from idpsim_process import PROGRAM, Browser, Server, call, folder, get

LISTED = ["okta", "entra", "google", "jumpcloud", "onelogin", "pingfederate", "pingone"]


def guide(*arguments):
    """Exit code, standard output, standard error."""
    done = subprocess.run([str(PROGRAM), "guide", *map(str, arguments)], capture_output=True, timeout=120)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def lua(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


class Page(html.parser.HTMLParser):
    """Tags that are open, links to outside, and the texts."""

    def __init__(self, text):
        super().__init__()
        self.open, self.outside, self.texts, self.scripts = [], [], [], 0
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.scripts += tag == "script"
        if tag not in ("meta", "input", "br"):
            self.open.append(tag)
        for name, value in attributes:
            if name in ("src", "href") and not value.startswith("#"):
                self.outside.append(value)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, tag

    def handle_data(self, data):
        self.texts.append(data)


class Guide(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.work = folder()
        cls.path = pathlib.Path(cls.work.name)
        cls.target = cls.path / "sp.lua"
        cls.target.write_text("""return { id = "own", title = "Own <Works>", sp = { entity_id = "https://sp.test/md",
          acs = "https://sp.test/acs?x=1", login = "https://sp.test/login" }, probe = { url = "https://sp.test/me" },
          scim = { base = "https://sp.test/scim", token = "hush-hush-hush" } }""")

    @classmethod
    def tearDownClass(cls):
        cls.work.cleanup()

    def test_every_vendor_and_format(self):
        for vendor in LISTED:
            for form in ("text", "markdown", "html"):
                code, out, err = guide(vendor, "--target", self.target, "--format", form)
                self.assertEqual((code, err), (0, ""), vendor)
                self.assertIn("https://sp.test/md", out)
                self.assertIn("SCIM", out)
                self.assertNotIn("hush", out)
                self.assertNotIn("{", re.sub(r"<style>.*?</style>", "", out, flags=re.S))

    def test_html_stands_alone(self):
        page = Page(guide("onelogin", "--target", self.target, "--format", "html")[1])
        self.assertEqual((page.open, page.outside, page.scripts), ([], [], 0))
        self.assertIn("Own <Works>", " ".join(page.texts))
        self.assertIn(r"^https:\/\/sp\.test\/acs\?x=1$", page.texts)

    def test_json_and_out(self):
        file = self.path / "guide.json"
        self.assertEqual(guide("google", "--target", self.target, "--json", "--out", file), (0, "", ""))
        document = json.loads(file.read_text())
        self.assertIsNone(document["scim"])
        self.assertTrue(document["no_scim_reason"])
        labels = {field["label"]: field for step in document["saml"] for field in step["fields"]}
        self.assertEqual(labels["ACS URL"]["value"], "https://sp.test/acs?x=1")
        self.assertTrue(labels["ACS URL"]["required"])
        rows = [row for step in document["saml"] for table in step["tables"] for row in table["rows"]]
        self.assertIn({"Google Directory attributes": "Basic Information > First name", "App attributes": "firstName"}, rows)

    def test_the_built_in_product_describes_what_each_organisation_has(self):
        code, out, _ = guide("okta", "--json")
        self.assertEqual(code, 0)
        labels = {field["label"]: field for step in json.loads(out)["saml"] for field in step["fields"]}
        self.assertIsNone(labels["Single sign-on URL"]["value"])
        self.assertIn("ACS URL", labels["Single sign-on URL"]["what"])
        self.assertIn("https://app.spekit.example/app/generate", guide("onelogin")[1])

    def test_product_file_says_which_attributes(self):
        product = self.path / "product.lua"
        product.write_text("""return { id = "p", title = "P", names = { app_host = "p.test", company = "P", default_team = "T",
          default_role = "R", admin_role = "A" }, idps = { "okta" }, attributes = { { name = "mail", value = "email" } }, claims = {} }""")
        out = guide("okta", "--target", self.target, "--product", product)[1]
        self.assertIn("mail", out)
        self.assertNotIn("firstName", out)

    def test_usage(self):
        code, _, err = guide("oktaa")
        self.assertEqual(code, 2)
        self.assertIn('did you mean "okta"?', err)
        self.assertEqual(guide("generic")[0], 2)
        self.assertEqual(guide()[0], 2)
        self.assertEqual(guide("okta", "--format", "pdf")[0], 2)
        self.assertEqual(guide("okta", "--target", self.path / "none.lua")[0], 2)
        code, out, _ = guide("--help")
        self.assertEqual(code, 0)
        self.assertIn("--target", out)

    def test_metadata_that_cannot_be_read_is_told_and_described(self):
        target = self.path / "far.lua"
        target.write_text("""return { id = "far", title = "Far", sp = { metadata = "http://127.0.0.1:9/md", login = "http://127.0.0.1:9/in" },
          probe = { url = "http://127.0.0.1:9/me" } }""")
        code, out, err = guide("okta", "--target", target)
        self.assertEqual(code, 0)
        self.assertIn("was not read", err)
        self.assertIn("the ACS URL that Far shows you", out)

    def test_followed_with_the_live_product(self):
        """The guide for a product that runs, turned into a tenant file by label and value alone; then somebody logs in."""
        with Server("sp") as sp:
            target = self.path / "live.lua"
            target.write_text('return { id = "live", title = "Live", sp = { metadata = %s, login = %s }, probe = { url = %s } }'
                              % (lua(sp.ready["metadata"]), lua(sp.ready["login"]), lua(sp.ready["whoami"])))
            code, out, err = guide("okta", "--target", target, "--json")
            self.assertEqual((code, err), (0, ""))
            document = json.loads(out)
            settings = ", ".join(f"[{lua(f['label'])}] = {lua(f['value'])}" for step in document["saml"] for f in step["fields"])
            rows = {t["label"]: t["rows"] for step in document["saml"] for t in step["tables"]}
            tables = ", ".join("[%s] = { %s }" % (lua(label), ", ".join("{ " + ", ".join(f"[{lua(k)}] = {lua(v)}" for k, v in row.items()) + " }"
                                                                       for row in each)) for label, each in rows.items())
            tenant = self.path / "tenant.lua"
            tenant.write_text('return { idp = "okta", settings = { %s }, attributes = { %s }, people = { { username = "ada@people.test", '
                              'given_name = "Ada", family_name = "Byron", password = "pw-of-ada" } }, assigned = { everybody = true } }'
                              % (settings, tables))
            with folder() as state, Server("serve", "okta", "--state", state, "--tenant", tenant) as idp:
                call("PUT", sp.ready["admin"]["url"] + "/idp", sp.ready["admin"]["token"], get(idp.ready["metadata"]),
                     "application/samlmetadata+xml")
                browser = Browser().open(sp.ready["login"])
                browser.submit(username="ada@people.test", password="pw-of-ada")
                browser.submit()                      # the Response, posted to the ACS
                who = json.loads(browser.open(sp.ready["whoami"]).body)
                self.assertEqual((who["email"], who["display_name"]), ("ada@people.test", "Ada Byron"))


if __name__ == "__main__":
    sys.argv = sys.argv[:1]
    unittest.main(verbosity=2)
