#!/usr/bin/env python3
"""A SCIM server out in the world: its clock is real, and so are its sockets, plain or TLS."""
import json
import pathlib
import sys
import threading
import time
import unittest
import urllib.parse

from idpsim_process import Server, folder, run
from servers import TlsFront, WebServer, certificate, forwarding

TOKEN = "foreign-token-000001"
TARGET = """return {{ id = "foreign", title = "A server out in the world", provides = {{ "scim", "scim.groups" }},
  scim = {{ base = "{base}", token = "{token}" }}, max_wait = {max_wait}, {more} }}
"""


def play(out, base, select, more="", max_wait=10, *options):
    target = pathlib.Path(out, "target.lua")
    target.write_text(TARGET.format(base=base, token=TOKEN, more=more, max_wait=max_wait))
    done = run("run", "--target", target, "--out", out, "--select", select, *options)
    done.report = json.loads(pathlib.Path(out, "report.json").read_text())
    done.verdicts = [case["verdict"] for case in done.report["cases"]]
    return done


class Busy:
    """Answers the first of these requests with 429; `after` has how long it was then left in peace."""

    def __init__(self, method, resource, retry_after, times=1):
        self.method, self.resource, self.retry_after, self.left = method, resource, retry_after, times
        self.refused, self.after, self.lock = None, None, threading.Lock()

    def __call__(self, handler):
        if handler.command != self.method or self.resource not in handler.path:
            return False
        with self.lock:
            if self.refused and self.after is None:
                self.after = time.monotonic() - self.refused
            if self.left == 0:
                return False
            self.left -= 1
            self.refused = time.monotonic()
        handler.answer(429, [("Retry-After", self.retry_after)] if self.retry_after else [], b"")
        return True


def path_of(base):
    return urllib.parse.urlsplit(base).path


class Foreign(unittest.TestCase):
    def setUp(self):
        place = folder()
        self.addCleanup(place.cleanup)
        self.out = pathlib.Path(place.name)
        sp = Server("sp", "--listen", "127.0.0.1:0", "--scim-token", TOKEN)
        sp.__enter__()
        self.addCleanup(sp.__exit__)
        self.base = sp.ready["scim"]

    def behind(self, busy):
        server = WebServer(forwarding(self.base, before=busy), path_of(self.base))
        server.__enter__()
        self.addCleanup(server.__exit__)
        return server.base

    def pauses(self, done):
        return [one["actual"] for case in done.report["cases"] for one in case["findings"] if one["check"].startswith("pauses")]

    def test_a_client_waits_for_real(self):
        busy = Busy("POST", "/Users", "2")
        done = play(self.out, self.behind(busy), "okta/scim/life-cycle")
        self.assertEqual((done.code, done.verdicts), (0, ["pass"]), done.out[-3000:])
        self.assertGreaterEqual(busy.after, 1.9)
        self.assertLess(busy.after, 8)
        self.assertIn("waited 2 seconds in 1 pause: create the user: HTTP 429, Retry-After '2'", self.pauses(done)[0])

    def test_a_pause_that_is_too_long_leaves_the_case_unverified(self):
        done = play(self.out, self.behind(Busy("POST", "/Users", "7200")), "okta/scim/life-cycle")
        self.assertEqual((done.code, done.verdicts), (3, ["unverified"]), done.out[-3000:])
        self.assertIn("a pause of 120 minutes; a case waits 10 seconds in all", done.report["cases"][0]["reason"])

    def test_pauses_add_up(self):
        done = play(self.out, self.behind(Busy("POST", "/Users", "1", times=99)), "okta/scim/life-cycle", "", 3)
        self.assertEqual((done.code, done.verdicts), (3, ["unverified"]), done.out[-3000:])
        self.assertIn("waited 3 seconds in 2 pauses", self.pauses(done)[0])

    def test_pauses_of_our_own_making_cost_no_time(self):
        begun = time.monotonic()
        done = play(self.out, self.base, "okta/scim/throttled")
        self.assertEqual(done.verdicts, ["pass"], done.out[-3000:])
        self.assertLess(time.monotonic() - begun, 25, "half a minute and more was asked for")
        self.assertEqual(self.pauses(done), [])

    def test_the_suite_asks_again_after_the_pause(self):
        busy = Busy("POST", "/Users", "1")
        done = play(self.out, self.behind(busy), "generic/scim-rfc/create@create-status")
        self.assertEqual((done.code, done.verdicts), (0, ["pass"]), done.out[-3000:])
        self.assertGreaterEqual(busy.after, 0.9)
        done = play(self.out, self.behind(Busy("POST", "/Users", "3600")), "generic/scim-rfc/create@create-status")
        self.assertEqual(done.verdicts, ["unverified"], done.out[-3000:])
        self.assertIn("a pause of 60 minutes", done.report["cases"][0]["reason"])

    def test_forty_minutes_between_cycles_are_not_waited_for(self):
        begun = time.monotonic()
        done = play(self.out, self.base, "entra/scim/cycles")
        self.assertEqual(done.verdicts, ["pass"], done.out[-3000:])
        self.assertLess(time.monotonic() - begun, 60)

    # Octets as they are, and requests under way together.
    ON_THE_WIRE = "negative/scim-http or negative/scim-versions or negative/scim-json"

    NOT_BEHIND_A_FRONT = " or ".join("*@" + row for row in ("http-slow-read", "http-absolute-form", "http-host-spoof"))

    def test_octets_over_tcp(self):
        done = play(self.out, self.base, self.ON_THE_WIRE)
        self.assertEqual(done.code, 0, done.out[-3000:])
        self.assertGreater(done.verdicts.count("pass"), 40)
        self.assertEqual(set(done.verdicts) - {"pass", "skip"}, set())

    def test_octets_over_tls(self):
        cert, key = certificate(self.out)
        url = urllib.parse.urlsplit(self.base)
        with TlsFront(url.port, cert, key) as front:
            base = f"https://127.0.0.1:{front.port}{url.path}"
            # The front is no reverse proxy: the server behind it does not know the address, and what it holds back is not the server's.
            done = play(self.out, base, f"({self.ON_THE_WIRE}) and not ({self.NOT_BEHIND_A_FRONT})", f'ca_files = {{ "{cert.name}" }}')
            self.assertEqual(done.code, 0, done.out[-3000:])
            self.assertGreater(done.verdicts.count("pass"), 40)
            self.assertEqual(set(done.verdicts) - {"pass", "skip"}, set())
            self.assertGreater(front.connections, 40)
            done = play(self.out, base, "negative/scim-http")
            self.assertEqual(set(done.verdicts), {"unverified"}, "nobody trusts that certificate")
            self.assertIn("the certificate is not trusted", done.report["cases"][0]["reason"])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
