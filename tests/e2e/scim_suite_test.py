#!/usr/bin/env python3
"""The conformance suite against a SCIM server that is known by its URL and a token alone."""
import json
import pathlib
import sys
import unittest
import urllib.parse

from idpsim_process import SOURCE, Server, call, folder, run
from servers import WebServer, forwarding

TARGET = """return {{
  id = "foreign", title = "A SCIM server known by its URL",
  provides = {{ "scim", "scim.groups" }},
  scim = {{ base = "{base}", token = "{token}" }},
}}
"""


def says_anything(content):
    """A server whose every answer is the same, whatever was asked."""
    return WebServer(lambda handler: handler.answer(201 if handler.command == "POST" else 200, [], content))


def answers_creations_with_200(base):
    """A proxy with one fault, in front of a server that has none."""
    def after(_, status, headers, content):
        return 200 if status == 201 else status, headers, content
    return WebServer(forwarding(base, after=after), urllib.parse.urlsplit(base).path)


def suite(out, base, token, select="tag:scim-rfc"):
    target = pathlib.Path(out, "target.lua")
    target.write_text(TARGET.format(base=base, token=token))
    answer = run("run", "--target", target, "--select", select, "--out", out)
    return answer, json.loads(pathlib.Path(out, "report.json").read_text())


def resources(sp):
    return [call("GET", sp["scim"] + f"/{kind}?count=100", sp["token"])["totalResults"] for kind in ("Users", "Groups")]


class Suite(unittest.TestCase):
    def test_passes_and_leaves_nothing_behind(self):
        schema = SOURCE / "simulator/schemas/example.lua"      # attributes that are immutable, unique, and shown on request
        with folder() as out, Server("sp", "--listen", "127.0.0.1:0", "--schema", schema) as sp:
            kept = json.dumps({"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "kept@example.test"}).encode()
            call("POST", sp.ready["scim"] + "/Users", sp.ready["token"], kept, "application/scim+json")
            before = resources(sp.ready)
            answer, report = suite(out, sp.ready["scim"], sp.ready["token"])
            self.assertEqual(answer.code, 0, answer.out[-3000:] + answer.err[-1000:])
            verdicts = [case["verdict"] for case in report["cases"]]
            self.assertGreater(verdicts.count("pass"), 180)
            self.assertEqual(set(verdicts) - {"pass", "skip"}, set())
            skipped = {case["id"] for case in report["cases"] if case["verdict"] == "skip"}
            self.assertFalse([one for one in skipped if "/characteristics@" in one])
            self.assertEqual(resources(sp.ready), before, "what was there is there, and nothing else")

    def test_a_deviation_is_a_finding_with_its_clause_and_level(self):
        with folder() as out, Server("sp", "--listen", "127.0.0.1:0") as sp, answers_creations_with_200(sp.ready["scim"]) as proxy:
            answer, report = suite(out, proxy.base, sp.ready["token"], "scim-rfc/create")
            self.assertEqual(answer.code, 1, answer.out[-3000:] + answer.err[-1000:])
            failed = [case for case in report["cases"] if case["verdict"] == "fail"]
            self.assertIn("generic/scim-rfc/create@create-status", [case["id"] for case in failed])
            found = [one for case in failed for one in case["findings"] if one["check"] == "scim.rfc.create-status"]
            self.assertEqual([one["verdict"] for one in found], ["fail"])
            self.assertEqual(found[0]["clause"], "rfc7644-3.3-create-status")
            self.assertEqual(found[0]["level"], "MUST")
            self.assertIn("okta", [trip["idp"] for trip in found[0]["trips"]])
            self.assertEqual(found[0]["actual"], "status 200")
            self.assertEqual(resources(sp.ready), [0, 0])

    def test_nonsense_from_the_server_is_no_fault_of_ours(self):
        for content in (b"<h1>Welcome</h1>", b'[{"id":1}]',
                        b'{"schemas":"x","Resources":5,"totalResults":"many","id":7,"meta":3,"userName":{},"attributes":{"a":1}}'):
            with folder() as out, says_anything(content) as server:
                answer, report = suite(out, server.base, "a-token-of-some-length")
                self.assertEqual(answer.code, 1, answer.out[-3000:] + answer.err[-1000:])
                self.assertFalse([case["reason"] for case in report["cases"] if case["verdict"] == "error"])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
