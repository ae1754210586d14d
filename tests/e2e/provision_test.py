#!/usr/bin/env python3
"""`idpsim provision` against `idpsim sp` and against servers of a few lines: what it sends, tells and ends with."""
import http.server
import json
import pathlib
import threading
import unittest

from idpsim_process import Server, call, folder, run

TOKEN = "provision-token-0001"
PEOPLE = '''\ufeffuserName,Given Name,Family Name,title,groups
ada@people.test,Ada,"Byron, née ""King""",Countess,Engines|All
bob@people.test,Bob,Brown,,All
'''


class Odd(http.server.BaseHTTPRequestHandler):
    """Answers everything the same way; `answer` and `asked` belong to the class made for one test."""
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.asked.append(self.command + " " + self.path)
        length = int(self.headers.get("Content-Length", 0))
        self.rfile.read(length)
        status, headers, body = self.answer(self)
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_PUT = do_PATCH = do_DELETE = do_GET

    def log_message(self, *_):
        pass


class OddServer:
    def __init__(self, answer):
        self.handler = type("Handler", (Odd,), {"answer": staticmethod(answer), "asked": []})

    def __enter__(self):
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self.handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = "http://127.0.0.1:%d/scim" % self.server.server_port
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


def provision(vendor, url, *more):
    return run("provision", vendor, "--scim", url, "--token", TOKEN, *more)


def lines(finished):
    return [json.loads(line) for line in finished.out.splitlines()]


class Provision(unittest.TestCase):
    def setUp(self):
        place = folder()
        self.addCleanup(place.cleanup)
        self.place = pathlib.Path(place.name)

    def file(self, name, text):
        path = self.place / name
        path.write_text(text, encoding="utf-8")
        return path

    def test_every_vendor_provisions_and_changes_people(self):
        for vendor in ("okta", "entra", "jumpcloud", "pingfederate", "pingone", "generic"):
            with self.subTest(vendor), Server("sp", "--listen", "127.0.0.1:0", "--scim-token", TOKEN) as sp:
                done = provision(vendor, sp.ready["scim"], "--generate", 100, "--groups", 3, "--cycle", "test,initial,incremental", "--json")
                self.assertEqual(done.code, 0, done.out[-2000:] + done.err)
                summary = lines(done)[-1]
                self.assertEqual((summary["created"], summary["failed"]), (102, 0))
                self.assertEqual(summary["requests"], sum(one["event"] == "request" for one in lines(done)))
                self.assertGreaterEqual(summary["disabled"] + summary["updated"], 14)
                held = call("GET", sp.ready["scim"] + "/Users?count=0", TOKEN)["totalResults"]
                # JumpCloud's connection test leaves nobody behind, and nobody here deletes.
                self.assertEqual(held, 102)

    def test_people_come_from_a_file(self):
        people = self.file("people.csv", PEOPLE)
        with Server("sp", "--listen", "127.0.0.1:0", "--scim-token", TOKEN) as sp:
            done = provision("okta", sp.ready["scim"], "--people", people)
            self.assertEqual(done.code, 0, done.out + done.err)
            self.assertIn("2 created", done.out)
            self.assertIn("POST   201 ok  /Groups", done.out)
            ada = call("GET", sp.ready["scim"] + "/Users?filter=userName%20eq%20%22ada@people.test%22", TOKEN)["Resources"][0]
            self.assertEqual(ada["name"]["familyName"], 'Byron, née "King"')
            then = self.file("then.json", json.dumps([{"userName": "ada@people.test", "givenName": "Ada", "familyName": "King",
                                                       "groups": ["All"]}]))
            done = provision("okta", sp.ready["scim"], "--people", people, "--then", then, "--cycle", "initial,incremental")
            self.assertEqual(done.code, 0, done.out + done.err)
            self.assertIn("ok   remove bob@people.test", done.out)

    def test_a_broken_file_is_named_by_line_and_field(self):
        for name, text, told in (("a.csv", "userName,titel\nx,y\n", ':1: no column is named "titel"; did you mean "title"?'),
                                 ("b.csv", "userName,active\nx,true\ny,perhaps\n", ":3: active: true or false was expected"),
                                 ("c.csv", 'userName\n"x\n', "a quote is not closed"),
                                 ("d.csv", "userName\nx\nX\n", ':3: username: "X" stands there already'),
                                 ("e.json", '[{"userName":"x"},\n {"userName":"y","titel":"z"}]', ":2: people[1].titel: no such field"),
                                 ("f.json", '[{"userName":"x"},\n', "f.json:2: not JSON"),
                                 ("g.json", "", "it is empty")):
            done = provision("okta", "http://127.0.0.1:1", "--people", self.file(name, text))
            self.assertEqual((done.code, told in done.err), (2, True), done.err)

    GROUPS = "name;members;id\nEngines;ada@people.test|bob@people.test;g-1\nAll hands;bob@people.test;g-2\nOld;ada@people.test;g-3\n"
    THEN = [{"id": "g-1", "name": "Machines", "members": ["ADA@people.test"]}, {"id": "g-2", "name": "All hands", "members": []},
            {"name": "New", "members": ["bob@people.test"]}]

    def test_groups_come_from_a_file(self):
        people = self.file("people.csv", "username,given_name,family_name\nada@people.test,Ada,Byron\nbob@people.test,Bob,Brown\n")
        groups, then = self.file("groups.csv", self.GROUPS), self.file("groups.json", json.dumps(self.THEN))
        for vendor in ("okta", "entra", "jumpcloud", "pingfederate", "pingone", "generic"):
            more = ("--option", "membership=Overwrite") if vendor.startswith("ping") else ()
            with self.subTest(vendor), Server("sp", "--listen", "127.0.0.1:0", "--scim-token", TOKEN) as sp:
                def members():
                    users = {one["id"]: one["userName"] for one in call("GET", sp.ready["scim"] + "/Users", TOKEN)["Resources"]}
                    return {one["displayName"]: sorted(users[member["value"]] for member in one.get("members", []))
                            for one in call("GET", sp.ready["scim"] + "/Groups", TOKEN)["Resources"]}
                done = provision(vendor, sp.ready["scim"], "--people", people, "--groups", groups, *more)
                self.assertEqual(done.code, 0, done.out + done.err)
                pushed = {"Engines": ["ada@people.test", "bob@people.test"], "All hands": ["bob@people.test"], "Old": ["ada@people.test"]}
                self.assertEqual(members(), pushed)
                before = {one["displayName"]: one["id"] for one in call("GET", sp.ready["scim"] + "/Groups", TOKEN)["Resources"]}
                done = provision(vendor, sp.ready["scim"], "--people", people, "--groups", groups, "--then-groups", then, *more,
                                 "--cycle", "initial,incremental", "--json")
                self.assertEqual(done.code, 0, done.out + done.err)
                after = {one["displayName"]: one["id"] for one in call("GET", sp.ready["scim"] + "/Groups", TOKEN)["Resources"]}
                self.assertEqual(after["Machines"], before["Engines"], "renamed, not made anew")
                kept = {"Old": ["ada@people.test"]} if vendor == "jumpcloud" else {}      # it leaves an un-pushed group to its owner
                self.assertEqual(members(), {"Machines": ["ada@people.test"], "All hands": [], "New": ["bob@people.test"], **kept})

    def test_groups_meet_generated_people_too(self):
        with Server("sp", "--listen", "127.0.0.1:0", "--scim-token", TOKEN) as sp:
            provision("okta", sp.ready["scim"], "--generate", 3)
            names = sorted(one["userName"] for one in call("GET", sp.ready["scim"] + "/Users", TOKEN)["Resources"])
            groups = self.file("groups.csv", "group,member\n" + "".join("Team,%s\n" % name for name in names))
            done = provision("okta", sp.ready["scim"], "--generate", 3, "--groups", groups, "--cycle", "initial,incremental")
            self.assertEqual(done.code, 0, done.out + done.err)
            team = call("GET", sp.ready["scim"] + "/Groups", TOKEN)["Resources"]
            self.assertEqual([(one["displayName"], len(one["members"])) for one in team], [("Team", 3)])

    def test_a_broken_file_of_groups_is_named_by_line_and_field(self):
        people = self.file("people.csv", "username\nada\n")
        for name, text, told in (("a.csv", "name,mebers\nA,ada\n", ':1: no column is named "mebers"; did you mean "members"?'),
                                 ("b.csv", "name,members\nA,ada|eve\n", ':2: members: "eve" is nobody\'s username'),
                                 ("c.json", '[{"name":"A"},\n {"name":"a"}]', ':2: groups[1].name: "a" stands there already'),
                                 ("d.csv", "", "it is empty")):
            done = provision("okta", "http://127.0.0.1:1", "--people", people, "--groups", self.file(name, text))
            self.assertEqual((done.code, told in done.err), (2, True), done.err)
        done = provision("okta", "http://127.0.0.1:1", "--people", people, "--then-groups", people)
        self.assertEqual((done.code, "--groups FILE" in done.err), (2, True), done.err)
        self.assertEqual(provision("okta", "http://127.0.0.1:1", "--groups", "100001").code, 2)
        self.assertEqual(provision("okta", "http://127.0.0.1:1", "--groups", self.place / "none.csv").code, 2)

    def test_exit_codes(self):
        self.assertEqual(provision("okta", "http://127.0.0.1:1/scim").code, 3)
        self.assertEqual(provision("nobody", "http://127.0.0.1:1/scim").code, 2)
        self.assertEqual(provision("google", "http://127.0.0.1:1/scim").code, 2)
        self.assertEqual(provision("okta", "not a url").code, 2)
        self.assertEqual(provision("okta", "http://127.0.0.1:1", "--option", "nope=1").code, 2)
        self.assertEqual(provision("okta", "http://127.0.0.1:1", "--cycle", "all").code, 2)
        with OddServer(lambda _: (401, {}, b"")) as server:
            done = provision("entra", server.url)
            self.assertEqual((done.code, len(server.handler.asked)), (1, 1), "credentials that are refused end the job")

    def test_the_flag_in_the_url_chooses_entras_dialect(self):
        with Server("sp", "--listen", "127.0.0.1:0", "--scim-token", TOKEN) as sp:
            done = provision("entra", sp.ready["scim"] + "?aadOptscim062020", "--json")
            self.assertEqual(lines(done)[-1]["variant"], "aadoptscim062020")
            self.assertNotIn("aadOptscim", "".join(one.get("path", "") for one in lines(done)))

    def test_waits_as_long_as_it_may(self):
        def busy(handler):
            first = sum("filter" in one for one in handler.asked) == 1
            return (429, {"Retry-After": "1"}, b"") if first else (200, {}, b'{"totalResults":0,"Resources":[]}')
        with OddServer(busy) as server:
            done = provision("okta", server.url, "--generate", 1)
            self.assertIn("waiting 1 s", done.err)
            self.assertIn("1 s of that were pauses that the server asked for", done.out)
        with OddServer(busy) as server:
            done = provision("okta", server.url, "--generate", 1, "--json")
            self.assertIn({"event": "waiting", "seconds": 1, "reason": "look-up by userName: HTTP 429, Retry-After '1'"}, lines(done))
            self.assertEqual(lines(done)[-1]["waited_seconds"], 1)
        with OddServer(lambda _: (429, {"Retry-After": "7200"}, b"")) as server:
            done = provision("okta", server.url, "--generate", 1, "--max-wait", 1)
            self.assertEqual(done.code, 1)
            self.assertIn("a wait of 120 minutes is too long", done.out)

    def test_secrets_are_masked(self):
        with OddServer(lambda handler: (400, {}, json.dumps({"detail": "no " + handler.headers["Authorization"]}).encode())) as server:
            for more in ((), ("--json",)):
                done = provision("okta", server.url, "--generate", 1, *more)
                self.assertEqual(done.code, 1)
                self.assertNotIn(TOKEN, done.out + done.err)


if __name__ == "__main__":
    unittest.main(argv=["provision_test"])
