#!/usr/bin/env python3
"""The vendors' SCIM clients provision into somebody else's SCIM server, and the conformance suite judges it.

    scim_peer_test.py PROGRAM PEER VENDOR      the vendor's stories (tag scim)
    scim_peer_test.py PROGRAM PEER suite       every requirement of RFC 7643 and RFC 7644 (tag scim-rfc)

What is found has to be what scim/PEER.json expects, check by check and with the same verdict: each deviation was looked at
by hand, in the exchange and in the peer's source, and stands there with its cause. A finding more or less shows that our
judgement has changed, or the peer.
"""
import json
import pathlib
import subprocess
import sys
import unittest

import peer_process
from idpsim_process import PROGRAM, folder
from sp_peers import node

HERE = pathlib.Path(__file__).resolve().parent
PEERS = {"scimmy": node("scimmy/scim.js"), "jackson": node("jackson/scim.js")}
# jackson has a kind of directory for these; the others are its generic one.
DIRECTORY_TYPES = {"okta": "okta-scim-v2", "entra": "azure-scim-v2", "onelogin": "onelogin-scim-v2", "jumpcloud": "jumpcloud-scim-v2"}
# What an admin has to enter in the vendor's console for the peer. scimmy takes no schemas but those of RFC 7643, and
# OneLogin's template has others until its admin writes one.
CONSOLES = {("scimmy", "onelogin"): 'consoles = { onelogin = { fields = { template = "RFC core with display name" } } }'}
RUN_SECONDS = 840           # a sanitized program on a busy machine; usually half a minute
ALL_PASS, TARGET_FAILED, NOT_VERIFIED = 0, 1, 3

VENDORS = ("okta", "entra", "jumpcloud", "onelogin", "pingfederate", "pingone")
# Checks of what came of a vendor's step; the others judge the form of an answer, which a client may live with.
EFFECTS = {"scim.active.effect", "scim.update.effect", "scim.group.members", "scim.change.answer", "scim.step.succeeds", "scim.lookup.somebody"}

TARGET = """return {{ id = "{peer}", title = "{peer}", provides = {{ "scim", "scim.groups" }},
  scim = {{ base = "{scim}", token = "{token}", {console} }} }}
"""


def found_in(report):
    """verdict -> check -> its findings; an expectation of a story's own is a check by the case's id and the sentence."""
    out = {}
    for case in report["cases"]:
        for finding in case["findings"]:
            check = finding["check"] if finding["check"].startswith("scim.") else case["id"] + ": " + finding["check"]
            if finding["verdict"] in ("fail", "warn", "unverified"):
                out.setdefault(finding["verdict"], {}).setdefault(check, []).append(finding)
        if case["verdict"] == "unverified" and not case["findings"]:
            out.setdefault("unverified", {}).setdefault(case["id"], []).append({"actual": case["reason"]})
    return out


def differences(found, expected):
    """Lines for a person: what was found and is not expected, what is expected and was not found."""
    lines = []
    for verdict in sorted({*found, *expected}):
        here, wanted = found.get(verdict, {}), expected.get(verdict, {})
        lines += [f"{verdict}, not expected: {check}: {here[check][0]['actual']}" for check in here if check not in wanted]
        lines += [f"{verdict}, not found: {check} ({wanted[check]})" for check in wanted if check not in here]
    return lines


def broken_by(expected, vendor):
    """The causes that keep the vendor's client from what it is to do: what its stories expected did not come about."""
    return {cause for checks in expected[vendor].values() for check, cause in checks.items() if check in EFFECTS or ": " in check}


class Provisioning(unittest.TestCase):
    """One peer and one vendor, or the suite."""

    @classmethod
    def setUpClass(cls):
        cls.peer, cls.who = sys.argv[2:4]
        cls.expected = json.loads((HERE / "scim" / f"{cls.peer}.json").read_text())
        use, place = cls.enterClassContext, cls.enterClassContext(folder())
        port = use(peer_process.Port())
        settings = {"port": port, "base_url": f"http://127.0.0.1:{port}", "token": "peers-only-token",
                    "type": DIRECTORY_TYPES.get(cls.who, "generic-scim-v2")}
        server = use(peer_process.Peer(PEERS[cls.peer], place, **settings))
        cls.report, cls.ended = cls.run_idpsim(place, server.ready)
        cls.told = server.told()

    @classmethod
    def run_idpsim(cls, place, ready):
        target, out = pathlib.Path(place, "target.lua"), pathlib.Path(place, "report")
        target.write_text(TARGET.format(peer=cls.peer, console=CONSOLES.get((cls.peer, cls.who), ""), **ready))
        what = ["--select", "tag:scim-rfc"] if cls.who == "suite" else ["--idp", cls.who, "--select", "tag:scim"]
        done = subprocess.run([PROGRAM, "run", "--target", target, *what, "--out", out, "--jobs", "1"], capture_output=True,
                              text=True, timeout=RUN_SECONDS)
        report = out / "report.json"
        if not report.is_file():
            raise AssertionError(f"idpsim ended with {done.returncode} and no report: {done.stderr}")
        return json.loads(report.read_text()), done.returncode

    def test_run_comes_to_its_end(self):
        self.assertIn(self.ended, (ALL_PASS, TARGET_FAILED, NOT_VERIFIED), self.told)
        broken = [case["id"] + ": " + case["reason"] for case in self.report["cases"] if case["verdict"] == "error"]
        self.assertEqual(broken, [], "a fault of idpsim's own")
        self.assertGreater(sum(case["verdict"] == "pass" for case in self.report["cases"]), 0, "nothing at all passes")

    def test_findings_are_those_expected(self):
        lines = differences(found_in(self.report), self.expected[self.who])
        self.assertEqual(lines, [], "\n".join(lines))

    def test_every_finding_has_a_cause(self):
        for verdict, checks in self.expected[self.who].items():
            for check, cause in checks.items():
                self.assertIn(cause, self.expected["causes"], f"{verdict} {check}")
        used = {cause for who, verdicts in self.expected.items() if who != "causes" for checks in verdicts.values() for cause in checks.values()}
        self.assertEqual({*self.expected["causes"]} - used, set(), "causes of nothing")

    def test_suite_names_the_vendors_that_a_cause_breaks(self):
        if self.who != "suite":
            self.skipTest("the suite's findings name them")
        named = {}
        for verdict, checks in found_in(self.report).items():
            for check, findings in checks.items():
                cause = self.expected["suite"].get(verdict, {}).get(check)
                named.setdefault(cause, set()).update(trip["idp"] for one in findings for trip in one.get("trips", []))
        for vendor in VENDORS:
            for cause in broken_by(self.expected, vendor) & named.keys():
                self.assertIn(vendor, named[cause], f"no finding of the suite says that {cause} breaks this vendor's client")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
