#!/usr/bin/env python3
"""A spreadsheet program opens the mapping workbook and saves it again; the product reads it as before.

    spreadsheet_peer_test.py PROGRAM libreoffice
"""
import json
import pathlib
import subprocess
import sys
import unittest
import urllib.error
import urllib.request

import peer_process  # finds idpsim_process
from idpsim_process import Server, folder

FIRST = {
    "attributes": {"email": ["urn:example:office-mail", "mail"], "given_name": ["Vorname é"], "family_name": [], "display_name": ["a & <b>"]},
    "scim_attributes": {"email": 'emails[type eq "work"].value', "given_name": "", "family_name": "name.familyName", "display_name": "nickName"},
}
OTHER = {
    "attributes": {"email": ["other"], "given_name": ["other"], "family_name": ["other"], "display_name": ["other"]},
    "scim_attributes": {"email": "userName", "given_name": "userName", "family_name": "userName", "display_name": "userName"},
}


def saved_as(form, workbook, place):
    """What LibreOffice makes of the file, and its name."""
    profile = pathlib.Path(place, "profile").as_uri()
    target = pathlib.Path(place, form)
    subprocess.run(["soffice", f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", form, "--outdir", target, workbook],
                   check=True, capture_output=True, timeout=200)
    return target / (workbook.stem + "." + form)


class Workbook(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        use = cls.enterClassContext
        cls.place = use(folder())
        cls.sp = use(Server("sp", "--listen", f"127.0.0.1:{use(peer_process.Port())}"))
        cls.ask("PATCH", "settings", FIRST)
        answer = cls.ask("GET", "mapping")
        cls.name = answer.headers.get_filename()
        cls.workbook = pathlib.Path(cls.place, cls.name)
        cls.workbook.write_bytes(answer.body)

    @classmethod
    def ask(cls, method, what, body=None, headers={}):
        """An admin's request; the answer with `status` and `body`, whatever it is."""
        headers = {"Authorization": "Bearer " + cls.admin_token(), "Content-Type": "application/json", **headers}
        data = json.dumps(body).encode() if isinstance(body, dict) else body
        request = urllib.request.Request(cls.api() + what, data, headers, method=method)
        try:
            answer = urllib.request.urlopen(request, timeout=60)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            answer.body = answer.read()
        return answer

    @classmethod
    def api(cls):
        return cls.sp.ready["admin"]["url"] + "/"

    @classmethod
    def admin_token(cls):
        return cls.sp.ready["admin"]["token"]

    def upload(self, file):
        return self.ask("PUT", "mapping", file.read_bytes(), {"Content-Disposition": f'attachment; filename="{self.name}"'})

    def mapping(self):
        settings = json.loads(self.ask("GET", "settings").body)
        return {"attributes": {name: settings["attributes"][name] for name in FIRST["attributes"]}, "scim_attributes": settings["scim_attributes"]}

    def test_saved_again_it_says_the_same(self):
        self.ask("PATCH", "settings", OTHER)
        self.assertEqual(self.mapping(), OTHER)
        answer = self.upload(saved_as("xlsx", self.workbook, self.place))
        self.assertEqual(answer.status, 200, answer.body)
        self.assertEqual(self.mapping(), FIRST)

    def test_saved_in_another_format_it_is_refused_by_name(self):
        before = self.mapping()
        for form, told in (("ods", ".ods"), ("xls", ".xls"), ("csv", ".csv"), ("html", "web page"), ("pdf", "PDF")):
            with self.subTest(form):
                answer = self.upload(saved_as(form, self.workbook, self.place))
                self.assertEqual(answer.status, 400)
                self.assertIn(told, json.loads(answer.body)["detail"])
        self.assertEqual(self.mapping(), before)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
