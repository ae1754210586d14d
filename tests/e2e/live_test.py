#!/usr/bin/env python3
"""`idpsim serve` and `idpsim sp` on real sockets: a login by hand, for every vendor; restarts; refusals."""
import http.client
import json
import pathlib
import socket
import sys
import unittest
import urllib.parse

from idpsim_process import SOURCE, Browser, Server, call, data_copy, folder, get, run

VENDORS = ["okta", "entra", "google", "jumpcloud", "onelogin", "pingfederate", "pingone", "generic"]


def connect(sp, idp):
    call("PUT", sp["admin"]["url"] + "/idp", sp["admin"]["token"], get(idp["metadata"]), "application/samlmetadata+xml")



class Live(unittest.TestCase):
    def log_in(self, vendor):
        with folder() as state, Server("sp", "--listen", "127.0.0.1:0") as sp, \
                Server("serve", vendor, "--state", state, "--sp-metadata", sp.ready["metadata"]) as idp:
            connect(sp.ready, idp.ready)
            user = idp.ready["users"][0]
            browser = Browser()
            self.assertEqual(browser.open(sp.ready["whoami"]).status, 401)
            browser.open(sp.ready["login"])
            self.assertTrue(browser.url.startswith(idp.ready["dashboard"].split("/")[0] + "//127.0.0.1"), browser.url)
            if "password" not in browser.body:        # the SP posts its request where the IdP takes POST alone
                browser.submit()
            browser.submit(username=user["username"], password="wrong")
            self.assertIn("password", browser.body, "a wrong password shows the form again")
            browser.submit(username=user["username"], password=user["password"])
            browser.submit()                          # the Response, posted to the ACS
            self.assertEqual(browser.status, 200, browser.body[-800:])
            self.assertEqual(json.loads(browser.open(sp.ready["whoami"]).body)["email"], user["username"])
            self.assertIn(user["username"], browser.open(sp.ready["whoami"].rsplit("/", 1)[0] + "/").body)
            dashboard = browser.open(idp.ready["dashboard"])
            self.assertEqual(dashboard.status, 200)
            console = browser.open(idp.ready["console"])
            self.assertIn(idp.ready["entity_id"].split("?")[0], console.body)

    def test_unassigned_person_is_refused(self):
        with folder() as state, Server("sp", "--listen", "127.0.0.1:0") as sp, \
                Server("serve", "okta", "--state", state, "--sp-metadata", sp.ready["metadata"]) as idp:
            connect(sp.ready, idp.ready)
            eve = idp.ready["users"][2]
            browser = Browser().open(sp.ready["login"])
            browser.submit(username=eve["username"], password=eve["password"])
            self.assertEqual(browser.status, 403, browser.body)
            self.assertEqual(browser.open(sp.ready["whoami"]).status, 401)

    def test_same_address_keeps_entity_id_and_key(self):
        with folder() as state:
            with Server("serve", "okta", "--state", state) as first:
                address = first.ready["dashboard"].split("/")[2]
                before = first.ready["entity_id"], get(first.ready["metadata"])
            with Server("serve", "okta", "--state", state, "--listen", address) as second:
                self.assertEqual((second.ready["entity_id"], get(second.ready["metadata"])), before)

    def test_ready_lines_have_the_promised_fields(self):
        with folder() as state, Server("serve", "okta", "--state", state) as idp:
            self.assertEqual(set(idp.ready), {"entity_id", "metadata", "sso", "slo", "logout", "dashboard", "console", "users"})
            self.assertEqual(set(idp.ready["users"][0]), {"username", "password"})
        with Server("sp") as sp:
            self.assertEqual(set(sp.ready), {"entity_id", "metadata", "acs", "login", "whoami", "scim", "token", "admin", "slo", "logout"})

    def test_scim_token_given_is_the_token(self):
        with Server("sp", "--scim-token", "a-token-of-the-users-own") as sp:
            self.assertEqual(sp.ready["token"], "a-token-of-the-users-own")
            self.assertEqual(call("GET", sp.ready["scim"] + "/Users", sp.ready["token"])["totalResults"], 0)

    def test_salesforce_is_a_way_in_where_an_org_of_it_is_connected(self):
        with Server("sp") as sp:
            admin, org = sp.ready["admin"], {"environment": "production", "organization_id": "00D000000000001EAA", "my_domain": "https://example-works.my.salesforce.com",
                                             "client_id": "the-app", "client_secret": "a-secret-of-the-app"}
            call("PUT", admin["url"] + "/salesforce", admin["token"], json.dumps(org).encode())
            told = call("GET", admin["url"] + "/salesforce", admin["token"])
            self.assertEqual([one["organization_id"] for one in told["connections"]], [org["organization_id"]])
            self.assertNotIn("a-secret-of-the-app", json.dumps(told))
            login = urllib.parse.urlsplit(told["login"])
            connection = http.client.HTTPConnection(login.netloc, timeout=30)
            connection.request("GET", login.path)
            answer = connection.getresponse()
            self.assertEqual(answer.status, 303)
            where = urllib.parse.urlsplit(answer.headers["Location"])
            self.assertEqual((where.scheme, where.netloc, where.path), ("https", "login.salesforce.com", "/services/oauth2/authorize"))
            asked = dict(urllib.parse.parse_qsl(where.query))
            self.assertEqual((asked["client_id"], asked["redirect_uri"], asked["response_type"]), ("the-app", told["callback"], "code"))
            connection.close()

    def test_schemas_of_ones_own(self):
        with Server("sp", "--schema", SOURCE / "simulator" / "schemas" / "example.lua") as sp:
            scim, token = sp.ready["scim"], sp.ready["token"]
            urn = "urn:example:params:scim:schemas:extension:workplace:2.0:User"
            self.assertEqual(call("GET", scim + "/Schemas/" + urn, token)["name"], "Workplace")
            body = {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "ada", urn: {"desk": "4.12", "doorCode": "x"}}
            ada = call("POST", scim + "/Users", token, json.dumps(body).encode(), "application/scim+json")
            self.assertEqual(ada[urn], {"desk": "4.12"})
        broken = run("sp", "--schema", "no-such-file.lua")
        self.assertEqual(broken.code, 2, broken.err)
        self.assertIn("no-such-file.lua", broken.err)

    def test_what_scim_cannot_read_has_an_error_body(self):
        with Server("sp") as sp:
            url = urllib.parse.urlsplit(sp.ready["scim"])
            head = (f"POST {url.path}/Users HTTP/1.1\r\nHost: {url.netloc}\r\nContent-Type: application/scim+json\r\n"
                    f"Authorization: Bearer {sp.ready['token']}\r\n").encode()
            for rest, status in [(b"Content-Length: 99999999\r\n\r\n{", 413), (b"X: " + b"x" * 100_000 + b"\r\n\r\n", 431),
                                 (b"Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
                                 (b"Expect: lunch\r\nContent-Length: 1\r\n\r\n", 417)]:
                with socket.create_connection((url.hostname, url.port), 30) as peer:
                    peer.sendall(head + rest)
                    answer = b"".join(iter(lambda: peer.recv(65536), b""))
                start, _, body = answer.partition(b"\r\n\r\n")
                self.assertTrue(start.startswith(b"HTTP/1.1 %d " % status), answer[:200])
                self.assertIn(b"application/scim+json", start)
                self.assertEqual(json.loads(body)["status"], str(status))

    def test_data_file_outlives_a_restart(self):
        with folder() as data:
            file = data + "/people.db"
            with Server("sp", "--data", file, "--scim-token", "a-token-of-the-users-own") as sp:
                address = sp.ready["whoami"].split("/")[2]
                body = json.dumps({"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "ada@example.test"})
                call("POST", sp.ready["scim"] + "/Users", sp.ready["token"], body.encode())
            with Server("sp", "--data", file, "--scim-token", "a-token-of-the-users-own", "--listen", address) as sp:
                self.assertEqual(call("GET", sp.ready["scim"] + "/Users", sp.ready["token"])["totalResults"], 1)

    def test_port_in_use_is_told(self):
        with Server("sp") as sp:
            taken = sp.ready["whoami"].split("/")[2]
            second = run("sp", "--listen", taken)
        self.assertEqual(second.code, 2)
        self.assertIn(taken.split(":")[1], second.err)

    def test_ends_cleanly_on_sigterm(self):
        with Server("sp") as sp:
            pass
        self.assertEqual(sp.code, 0)

    def test_a_broken_scenario_stops_neither(self):
        with folder() as data, folder() as state:
            env = data_copy(data)
            pathlib.Path(data, "scenarios/sso/broken.lua").write_text("return {")
            self.assertEqual(run("run", "--list", env=env).code, 2)
            with Server("sp", env=env), Server("serve", "okta", "--state", state, env=env) as idp:
                self.assertIn("okta", idp.ready["entity_id"])

    def test_unknown_vendor_suggests_the_nearest(self):
        answer = run("serve", "okat")
        self.assertEqual(answer.code, 2)
        self.assertIn("okta", answer.err)


for name in VENDORS:
    setattr(Live, "test_login_" + name, lambda self, vendor=name: self.log_in(vendor))

if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
