#!/usr/bin/env python3
"""`idpsim inspect` by its command line: inputs, JSON fields, exit codes."""
import base64
import html
import json
import pathlib
import re
import subprocess
import sys
import unittest
import urllib.parse
import zlib

from idpsim_process import PROGRAM, Browser, Server, folder, get


def inspect(*arguments, stdin=None):
    """Exit code, standard output, standard error."""
    done = subprocess.run([str(PROGRAM), "inspect", *map(str, arguments)], input=stdin, capture_output=True, timeout=120)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


class Inspect(unittest.TestCase):
    """One login of the simulated Okta, taken from the page that posts it."""

    @classmethod
    def setUpClass(cls):
        cls.work = folder()
        cls.path = pathlib.Path(cls.work.name)
        cls.sp_id, cls.acs = "https://sp.example.test/metadata", "https://sp.example.test/acs"
        with folder() as state, Server("serve", "okta", "--state", state, "--acs", cls.acs, "--sp-entity-id", cls.sp_id) as idp:
            cls.metadata = cls.path / "idp.xml"
            cls.metadata.write_bytes(get(idp.ready["metadata"]))
            cls.request = (f'<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_r1" Version="2.0" '
                           f'IssueInstant="2026-03-02T09:00:00Z" AssertionConsumerServiceURL="{cls.acs}">'
                           f'<saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">{cls.sp_id}</saml:Issuer></samlp:AuthnRequest>')
            deflated = zlib.compress(cls.request.encode())[2:-4]
            query = urllib.parse.urlencode({"SAMLRequest": base64.b64encode(deflated), "RelayState": "home"})
            cls.url = idp.ready["sso"] + "?" + query
            user = idp.ready["users"][0]
            page = Browser().open(cls.url).submit(username=user["username"], password=user["password"]).body
            cls.page = page
        value = re.search(r'name="SAMLResponse"[^>]*value="([^"]*)"', page).group(1)
        cls.encoded = re.sub(r"\s", "", html.unescape(value))
        cls.xml = base64.b64decode(cls.encoded)
        cls.known = ["--idp-metadata", cls.metadata, "--sp-entity-id", cls.sp_id, "--acs", cls.acs, "--request-id", "_r1", "--now", "now"]

    @classmethod
    def tearDownClass(cls):
        cls.work.cleanup()

    def file(self, name, content):
        path = self.path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def rules(self, document):
        return {rule["id"]: rule["holds"] for rule in document["rules"]}

    def test_base64_from_standard_input(self):
        code, out, err = inspect("-", *self.known, "--json", stdin=self.encoded.encode())
        self.assertEqual(code, 0, out + err)
        document = json.loads(out)
        self.assertEqual((document["kind"], document["vendor"], document["valid"]), ("Response", "okta", True))
        self.assertTrue(document["vendor_evidence"] and document["name_id"])
        self.assertEqual(set(document["rules"][0]) & {"id", "ref", "holds", "expected", "actual"}, {"id", "ref", "holds", "expected", "actual"})
        self.assertEqual({holds for holds in self.rules(document).values()} - {True, None}, set())

    def test_what_was_not_given_is_null(self):
        code, out, _ = inspect(self.file("response.xml", self.xml), "--json")
        document = json.loads(out)
        self.assertEqual((code, document["valid"], document["name_id"], document["attributes"]), (1, False, None, {}))
        self.assertIsNone(self.rules(document)["signature.valid"])
        self.assertIsNone(self.rules(document)["conditions.audience"])
        self.assertNotIn(False, self.rules(document).values())

    def test_one_changed_octet(self):
        changed = self.xml.replace(b"urn:oasis:names:tc:SAML:2.0:ac:classes:Password", b"urn:oasis:names:tc:SAML:2.0:ac:classes:password")
        self.assertNotEqual(changed, self.xml)
        code, out, _ = inspect(self.file("changed.xml", changed), *self.known, "--json")
        self.assertEqual((code, self.rules(json.loads(out))["signature.valid"], json.loads(out)["name_id"]), (1, False, None))

    def test_page_and_redirect_url(self):
        code, out, _ = inspect(self.file("page.html", self.page), *self.known)
        self.assertEqual(code, 0, out)
        self.assertIn("looks like  Okta", out)
        code, out, _ = inspect(self.file("url.txt", self.url + "\n"), "--sp-entity-id", self.sp_id, "--acs", self.acs, "--json")
        document = json.loads(out)
        self.assertEqual((code, document["kind"], self.rules(document)["request.acs"]), (0, "AuthnRequest", True))

    def test_har_tells_the_context(self):
        body = "SAMLResponse=" + urllib.parse.quote(self.encoded, safe="")
        entries = [{"startedDateTime": "2026-03-02T09:00:00Z", "request": {"method": "GET", "url": self.url}, "response": {}},
                   {"request": {"method": "POST", "url": self.acs, "postData": {"mimeType": "application/x-www-form-urlencoded", "text": body}},
                    "response": {"content": {"text": ""}}}]
        har = self.file("trace.har", json.dumps({"log": {"version": "1.2", "entries": entries}}))
        code, out, err = inspect(har, "--idp-metadata", self.metadata, "--json")
        document = json.loads(out)
        self.assertEqual(code, 0, out + err)
        self.assertEqual([one["kind"] for one in document["messages"]], ["AuthnRequest", "Response"])
        self.assertEqual(document["kind"], "Response")
        for rule in ("transport.method", "conditions.audience", "subject.recipient", "response.in_response_to"):
            self.assertIs(self.rules(document)[rule], True, rule)

    def test_metadata_and_certificate(self):
        code, out, _ = inspect(self.metadata, "--json")
        self.assertEqual((code, json.loads(out)["kind"], json.loads(out)["vendor"]), (0, "metadata", "okta"))
        certificate = re.search(rb"X509Certificate>([^<]+)<", self.metadata.read_bytes()).group(1)
        code, out, _ = inspect("-", "--cert", self.file("idp.pem", certificate), "--json", stdin=self.xml)
        self.assertEqual((code, json.loads(out)["valid"]), (0, True))

    def test_compare(self):
        one = self.file("one.xml", self.xml)
        other = self.file("other.xml", self.xml.replace(b' Version="2.0"', b"", 1))
        self.assertEqual(inspect("--compare", one, one)[0], 0)
        code, out, _ = inspect("--compare", one, other)
        self.assertEqual(code, 1)
        self.assertIn("/Response/@Version", out)
        code, out, _ = inspect("--compare", one, other, "--json")
        self.assertEqual(json.loads(out), [{"path": "/Response/@Version", "left": "2.0", "right": None}])

    def test_unreadable(self):
        for name, content in (("empty", ""), ("words", "hello"), ("cut.b64", self.encoded[:301]), ("broken.xml", self.xml[:500]),
                              ("other.xml", "<html xmlns='http://www.w3.org/1999/xhtml'/>")):
            code, out, err = inspect(self.file(name, content))
            self.assertEqual((code, out), (2, ""), name)
            self.assertIn(name, err)
        self.assertEqual(inspect(self.path / "nothing")[0], 2)
        self.assertEqual(inspect()[0], 2)
        self.assertEqual(inspect(self.file("r.xml", self.xml), "--now", "yesterday")[0], 2)
        self.assertEqual(inspect(self.file("r.xml", self.xml), "--cert", self.file("bad.pem", "x"))[0], 2)

    def test_a_private_key_is_never_shown(self):
        key = "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n-----END PRIVATE KEY-----\n"
        code, out, err = inspect(self.file("key.pem", key))
        self.assertEqual(code, 2)
        self.assertNotIn("MIIEvQ", out + err)
        code, out, err = inspect(self.file("r.xml", self.xml), "--key", self.file("key.pem", key))
        self.assertEqual(code, 2)
        self.assertNotIn("MIIEvQ", out + err)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
