#!/usr/bin/env python3
"""The vendors' SCIM clients provision into somebody else's SCIM server, and the conformance suite judges it.

    scim_peer_test.py PROGRAM PEER VENDOR      the vendor's stories (tag scim)
    scim_peer_test.py PROGRAM PEER suite       every requirement of RFC 7643 and RFC 7644 (tag scim-rfc)

What is found has to be what scim/PEER.json expects: its deviations are the peer's own, each looked at by hand, with the
reason. A finding more or less shows that our judgement has changed, or the peer.
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
DIRECTORY_TYPES = {"okta": "okta-scim-v2", "entra": "azure-scim-v2", "onelogin": "onelogin-scim-v2", "jumpcloud": "jumpcloud-scim-v2"}
RUN_SECONDS = 280
ALL_PASS, TARGET_FAILED, NOT_VERIFIED = 0, 1, 3

TARGET = """return {{ id = "{peer}", title = "{peer}", provides = {{ "scim", "scim.groups" }},
  scim = {{ base = "{scim}", token = "{token}" }} }}
"""


def deviations(report):
    """check -> the cases that found it broken, of everything that failed, warned or could not be told."""
    out = {}
    for case in report["cases"]:
        for finding in case["findings"]:
            if finding["verdict"] in ("fail", "warn", "unverified"):
                out.setdefault(finding["check"], []).append(f'{case["id"]}: {finding["verdict"]}: {finding["actual"]}')
        if case["verdict"] in ("error", "unverified") and not case["findings"]:
            out.setdefault(case["id"], []).append(f'{case["verdict"]}: {case["reason"]}')
    return out


class Provisioning(unittest.TestCase):
    """One peer and one vendor, or the suite."""

    def test_findings_are_those_expected(self):
        peer, who = sys.argv[2], sys.argv[3]
        with folder() as place, peer_process.Port() as port:
            settings = {"port": port, "base_url": f"http://127.0.0.1:{port}", "token": "peers-only-token",
                        "type": DIRECTORY_TYPES.get(who, "generic-scim-v2")}
            with peer_process.Peer(PEERS[peer], place, **settings) as server:
                report, ended = self.run_idpsim(place, peer, who, server.ready)
                self.assertIn(ended, (ALL_PASS, TARGET_FAILED, NOT_VERIFIED), server.told())
        self.assertEqual([case["id"] + ": " + case["reason"] for case in report["cases"] if case["verdict"] == "error"], [],
                         "a fault of idpsim's own")
        self.assertGreater(sum(case["verdict"] == "pass" for case in report["cases"]), 0, "nothing at all passes")
        found = deviations(report)
        expected = json.loads((HERE / "scim" / f"{peer}.json").read_text())[who]
        more = {check: found[check] for check in found if check not in expected}
        less = {check: expected[check] for check in expected if check not in found}
        self.assertEqual((more, less), ({}, {}), f"found and not expected, expected and not found:\n{json.dumps([more, less], indent=1)}")

    def run_idpsim(self, place, peer, who, ready):
        target, out = pathlib.Path(place, "target.lua"), pathlib.Path(place, "report")
        target.write_text(TARGET.format(peer=peer, **ready))
        what = ["--select", "tag:scim-rfc"] if who == "suite" else ["--idp", who, "--select", "tag:scim"]
        done = subprocess.run([PROGRAM, "run", "--target", target, *what, "--out", out, "--jobs", "1"], capture_output=True,
                              text=True, timeout=RUN_SECONDS)
        self.assertTrue(pathlib.Path(out, "report.json").is_file(), done.stderr)
        return json.loads(pathlib.Path(out, "report.json").read_text()), done.returncode


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
