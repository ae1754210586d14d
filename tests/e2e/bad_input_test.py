#!/usr/bin/env python3
"""Servers that misbehave, met by the vendors' clients and by the suite: a verdict with its evidence, never a crash or a hang."""
import gzip
import json
import pathlib
import sys
import time
import unittest
import urllib.parse

from idpsim_process import Server, folder, run
from servers import WebServer, forwarding, json_answer

TOKEN = "hostile-token-000001"
TARGET = """return {{ id = "hostile", title = "A server that misbehaves", provides = {{ "scim", "scim.groups" }},
  scim = {{ base = "{base}", token = "{token}" }}, answer_limit = 1, max_wait = 1 }}
"""
EMPTY = {"schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], "totalResults": 0, "startIndex": 1, "itemsPerPage": 0,
         "Resources": []}
GIGABYTE = 1 << 30
MIB = 1 << 20


def page(status):
    content = b"<!doctype html><title>Sorry</title><p>Your token was " + TOKEN.encode() + b".</p>"
    return lambda handler: handler.answer(status, [("Content-Type", "text/html")], content)


def text(content, content_type="application/scim+json"):
    def serve(handler):
        handler.answer(201 if handler.command == "POST" else 200, [("Content-Type", content_type)], content)
    return serve


def cut_off(handler):
    handler.send_response(200)
    handler.send_header("Content-Length", "500")
    handler.end_headers()
    handler.wfile.write(b'{"totalResults":')
    handler.close_connection = True


class Gigabyte:
    """Of spaces, in chunks or with its length told; how many octets the client let in is counted."""

    def __init__(self, chunked):
        self.chunked, self.sent = chunked, 0

    def __call__(self, handler):
        block = b" " * 65536
        handler.send_response(200)
        handler.send_header("Content-Type", "application/scim+json")
        if self.chunked:
            handler.send_header("Transfer-Encoding", "chunked")
        else:
            handler.send_header("Content-Length", str(GIGABYTE))
        handler.end_headers()
        sent = 0
        while sent < GIGABYTE:
            handler.wfile.write((b"10000\r\n" + block + b"\r\n") if self.chunked else block)
            sent += len(block)
            self.sent = max(self.sent, sent)
        if self.chunked:
            handler.wfile.write(b"0\r\n\r\n")


PACKED = gzip.compress(b" " * (64 * MIB), 6)


def gzip_bomb(handler):
    handler.answer(200, [("Content-Type", "application/scim+json"), ("Content-Encoding", "gzip")], PACKED)


def drip(handler):
    """An octet now and then: no pause is long, and the answer never ends."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/scim+json")
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    for _ in range(100_000):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.05)


def drip_of_headers(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(2_000):
        handler.wfile.write(b"X-%d: y\r\n" % number)
        handler.wfile.flush()
        time.sleep(0.05)


def silence(handler):
    handler.rfile.read(1)     # until the client gives up
    handler.close_connection = True


def to_itself(handler):
    handler.answer(307, [("Location", handler.path + "&again=1")], b"")


def lies_about_the_total(handler):
    """A hundred thousand are promised, and the same two come again and again."""
    two = [{"id": one, "userName": one + "@x.test", "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"]} for one in ("a", "b")]
    json_answer(handler, 201 if handler.command == "POST" else 200, {**EMPTY, "totalResults": 100_000, "itemsPerPage": 2, "Resources": two})


DOUBLED = b'{"totalResults":0,"totalResults":1,"Resources":[],"Resources":[{"id":"7"}],"id":"1","id":"2"}'


class OddIds:
    """Keeps people and groups under ids that end paths, queries and escapes."""

    def __init__(self):
        self.kept = {}

    def __call__(self, handler):
        path, _, query = handler.path.partition("?")
        parts = path.split("/")      # "", "scim", "Users", id
        if handler.command == "POST":
            id = "../\u00fc/%%2F?#&;=+ \u738b %d" % len(self.kept)
            self.kept[id] = {**json.loads(handler.content), "id": id}
            return json_answer(handler, 201, self.kept[id])
        if len(parts) == 3:
            return json_answer(handler, 200, EMPTY)
        resource = self.kept.get(urllib.parse.unquote(parts[3])) if len(parts) == 4 and not query else None
        if not resource:
            return json_answer(handler, 404, {"status": "404", "detail": "nothing at " + handler.path})
        if handler.command == "PATCH" and "false" in handler.content.decode().lower():
            resource["active"] = False
        return json_answer(handler, 200, resource)


def provision(vendor, base, *more):
    begun = time.monotonic()
    done = run("provision", vendor, "--scim", base, "--token", TOKEN, "--json", "--answer-limit", 1, "--max-wait", 1, *more)
    done.seconds = time.monotonic() - begun
    done.lines = [json.loads(line) for line in done.out.splitlines()]
    done.bad = [one for one in done.lines if one["event"] == "request" and not one["ok"]]
    return done


class BadInput(unittest.TestCase):
    def check_provision(self, vendor, serve, problem, evidence="", people=1):
        with self.subTest(vendor=vendor, problem=problem), WebServer(serve) as server:
            done = provision(vendor, server.base, "--generate", people)
            self.assertIn(done.code, (1, 3), done.out[-2000:] + done.err[-2000:])
            self.assertTrue(done.bad, done.out)
            self.assertIn(problem, done.bad[0]["problem"])
            self.assertIn(evidence, done.bad[0]["answer"])
            self.assertNotIn(TOKEN, done.out + done.err)
            self.assertLess(done.seconds, 25)
            return server.asked

    def test_the_clients_tell_what_they_got(self):
        for vendor in ("okta", "entra", "jumpcloud", "pingone"):
            self.check_provision(vendor, page(500), "HTTP 500", "<title>Sorry</title><p>Your token was [masked]")
            self.check_provision(vendor, page(200), "a web page, not JSON", "<title>Sorry")
            self.check_provision(vendor, text(b'{"totalResults":1,"Resources":[{"id":'), "not JSON", '"Resources":[{"id":')
            self.check_provision(vendor, cut_off, "in the middle of the answer")
            self.check_provision(vendor, text(DOUBLED), "no sound JSON object", '"totalResults":0,"totalResults":1')
            self.check_provision(vendor, text(b'[{"id":"1"}]'), "a JSON array, not an object", '[{"id"')

    def test_a_redirect_is_not_followed(self):
        asked = self.check_provision("okta", to_itself, "which this client does not follow")
        self.assertEqual(len(asked), 1)

    def test_a_gigabyte_is_cut_off(self):
        for chunked in (False, True):
            body = Gigabyte(chunked)
            self.check_provision("okta", body, "exceeds 8388608 octets")
            self.assertLess(body.sent, 64 * MIB, "the rest was never let in")
        self.check_provision("okta", gzip_bomb, "more than the limit comes out")

    def test_a_drip_ends_by_the_time_limit(self):
        for serve, problem in ((drip, "not complete within the limit"), (drip_of_headers, "not complete within the limit"),
                               (silence, "no answer within the limit")):
            for vendor in ("okta", "entra"):
                self.check_provision(vendor, serve, problem)

    def test_a_total_that_lies_ends_the_import(self):
        with WebServer(lies_about_the_total) as server:
            done = provision("okta", server.base, "--generate", 2, "--cycle", "import")
            self.assertEqual(done.code, 1, done.out)
            stage = next(one for one in done.lines if one["event"] == "stage")
            self.assertIn("'a' again: the server does not page", stage["explanation"])
            self.assertEqual(len(server.asked), 2)

    def test_odd_ids_find_what_they_name(self):
        for vendor in ("okta", "entra", "jumpcloud", "pingone"):
            kept = OddIds()
            with self.subTest(vendor), WebServer(kept) as server, folder() as place:
                people, then = pathlib.Path(place, "people.csv"), pathlib.Path(place, "then.csv")
                people.write_text("username,given_name,family_name\nada@x.test,Ada,Byron\n")
                then.write_text("username,given_name,family_name,active\nada@x.test,Ada,King,false\n")
                done = provision(vendor, server.base, "--people", people, "--then", then, "--cycle", "initial,incremental")
                self.assertEqual((done.code, done.bad), (0, []), done.out)
                self.assertEqual(len(kept.kept), 1, "nobody is made twice")
                self.assertTrue(any("/Users/..%2F" in one for one in server.asked), server.asked)
                self.assertFalse([one for one in server.asked if not one.split(" ", 1)[1].startswith("/scim/Users")])

    def test_a_wrong_content_type_is_told(self):
        def as_text(_, status, headers, content):
            return status, [(name, "text/plain" if name == "Content-Type" else value) for name, value in headers], content
        with Server("sp", "--listen", "127.0.0.1:0", "--scim-token", TOKEN) as sp:
            base = sp.ready["scim"]
            with WebServer(forwarding(base, after=as_text), "/" + base.split("/", 3)[3]) as server, folder() as out:
                done = provision("okta", server.base, "--generate", 1)
                self.assertEqual(done.code, 0, done.out)
                self.assertTrue(any("Content-Type text/plain" in one.get("remark", "") for one in done.lines), done.out)
                report = self.suite(out, server.base, "scim-rfc/transport")
                failed = [one for case in report["cases"] for one in case["findings"] if one["verdict"] in ("fail", "warn")]
                self.assertTrue(any("text/plain" in one["actual"] for one in failed), failed)

    def suite(self, out, base, *select):
        """Plays it against the server; the report, whose every case has a verdict and its evidence."""
        target = pathlib.Path(out, "target.lua")
        target.write_text(TARGET.format(base=base, token=TOKEN))
        done = run("run", "--target", target, "--out", out, "--select", " or ".join(select))
        self.assertIn(done.code, (1, 3), done.out[-3000:] + done.err[-3000:])
        for name in ("report.json", "report.html", "report.md", "junit.xml", "journal.jsonl"):
            self.assertNotIn(TOKEN, pathlib.Path(out, name).read_text())
        report = json.loads(pathlib.Path(out, "report.json").read_text())
        for case in report["cases"]:
            self.assertIn(case["verdict"], ("pass", "fail", "skip", "unverified"), case["reason"])
            if case["verdict"] in ("fail", "unverified"):
                self.assertTrue(case["reason"])
        self.journal = pathlib.Path(out, "journal.jsonl").read_text()
        return report

    def test_the_suite_tells_what_it_got(self):
        for serve, seen in ((page(500), "[masked]"), (page(200), "[masked]"), (text(b'{"totalResults":1,"Resources":[{"id":'), '{\\"id\\":'),
                            (cut_off, "in the middle of the answer"), (text(DOUBLED), "totalResults"), (to_itself, "again=1"),
                            (lies_about_the_total, "100000")):
            with self.subTest(seen=seen), folder() as out, WebServer(serve) as server:
                report = self.suite(out, server.base, "tag:scim-rfc")
                self.assertGreater(len(report["cases"]), 200)
                blamed = [case for case in report["cases"] if case["verdict"] in ("fail", "unverified")]
                self.assertGreater(len(blamed), 100)
                self.assertIn(seen, self.journal)

    def test_the_suite_ends_with_servers_that_do_not(self):
        gigabyte = Gigabyte(False)
        for serve, seen in ((drip, "not complete within the limit"), (silence, "no answer within the limit"), (gigabyte, "exceeds 8388608 octets")):
            with self.subTest(seen=seen), folder() as out, WebServer(serve) as server:
                begun = time.monotonic()
                report = self.suite(out, server.base, "scim-rfc/create@create-status", "scim-rfc/read", "okta/scim/life-cycle*")
                self.assertLess(time.monotonic() - begun, 90)
                self.assertNotIn("pass", [case["verdict"] for case in report["cases"]])
                self.assertIn(seen, self.journal)
        self.assertLess(gigabyte.sent, 64 * MIB)

    def test_a_silent_server_does_not_hold_the_whole_suite(self):
        with folder() as out, WebServer(drip) as server:
            begun = time.monotonic()
            report = self.suite(out, server.base, "tag:scim-rfc")
            self.assertLess(time.monotonic() - begun, 60)
            self.assertEqual({case["verdict"] for case in report["cases"]}, {"unverified"})
            unplayed = [case for case in report["cases"] if case["reason"].startswith("not played")]
            self.assertGreater(len(unplayed), 200)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
