#!/usr/bin/env python3
"""Claims: what is claimed too much fails, what is known is told as known, and what a target is of is not made up."""
import json
import pathlib
import sys
import unittest

from idpsim_process import SOURCE, data_copy, folder, run

EXAMPLE = (SOURCE / "conformance/claims/example.lua").read_text()
PART = "sso/sp-initiated-login or scim/life-cycle or scim/not-offered or product/unlisted-idp"


class Claims(unittest.TestCase):
    def play(self, product, *more, env=None, idps="okta,google", select=PART):
        with folder() as out:
            file = pathlib.Path(out, "mine.lua")
            file.write_text(product)
            answer = run("run", "--out", out, "--product", file, "--idp", idps, "--select", select, *more, env=env)
            answer.report = json.loads(pathlib.Path(out, "report.json").read_text()) if answer.code in (0, 1, 3) and pathlib.Path(out, "report.json").exists() else None
            answer.pages = {name: pathlib.Path(out, name).read_text() for name in ("report.md", "report.html") if pathlib.Path(out, name).exists()}
            return answer

    def cell(self, answer, claim, idp):
        return next(one for one in answer.report["matrix"] if (one["claim"], one["idp"]) == (claim, idp))

    def test_the_example_can_be_started_from(self):
        answer = self.play(EXAMPLE, idps="okta,google,generic")
        self.assertEqual(answer.code, 0, answer.out + answer.err)
        self.assertEqual(answer.report["product"], "Example Works")
        for claim, idp, support, standing, verdict in (("login", "okta", "yes", "shown", "pass"), ("provisioning", "okta", "yes", "shown", "pass"),
                                                       ("provisioning", "google", "no", "shown", "pass"),
                                                       ("others", "generic", "not guaranteed", "under-claim", "pass")):
            cell = self.cell(answer, claim, idp)
            self.assertEqual((cell["support"], cell["standing"], cell["verdict"]), (support, standing, verdict), cell)
        self.assertFalse(self.cell(answer, "others", "generic")["claimed"])
        self.assertEqual(self.cell(answer, "tile", "okta")["standing"], "not run")
        self.assertIn("works, but is not claimed: generic", answer.out)
        self.assertIn("Compatibility of Example Works", answer.pages["report.html"])
        self.assertNotIn("Spekit", answer.pages["report.md"])

    def test_claiming_scim_with_google_workspace_fails(self):
        answer = self.play(EXAMPLE.replace('google = "no", ', ""), idps="google")
        self.assertEqual(answer.code, 1, answer.out)
        self.assertEqual(answer.report["summary"]["fail"], 0, "no case fails: the claim does")
        cell = self.cell(answer, "provisioning", "google")
        self.assertEqual((cell["verdict"], cell["standing"]), ("fail", "over-claim"))
        self.assertIn("google/scim/not-offered shows the opposite", cell["reason"])
        self.assertIn("over-claim provisioning with google", answer.out)
        self.assertEqual(self.play(EXAMPLE.replace('google = "no", ', ""), "--fail-on", "error", idps="google").code, 0)

    def test_a_no_that_works_fails(self):
        answer = self.play(EXAMPLE.replace('google = "no"', 'google = "no", okta = "no"'), idps="okta")
        self.assertEqual(answer.code, 1, answer.out)
        self.assertEqual(self.cell(answer, "provisioning", "okta")["standing"], "contradicted")

    def test_a_claim_that_no_scenario_shows_is_unverified(self):
        answer = self.play(EXAMPLE.replace('scenarios = { "sso/idp-initiated-login" } }', "}"), idps="okta")
        self.assertEqual(answer.code, 3, answer.out)
        self.assertEqual((self.cell(answer, "tile", "okta")["verdict"], self.cell(answer, "tile", "okta")["standing"]), ("unverified", "unshown"))

    def planted(self, data):
        env = data_copy(data)
        story = pathlib.Path(data, "scenarios/sso/sp-initiated-login.lua")
        story.write_text(story.read_text().replace("\nend\nreturn story", '\n  t:expect("the page greets Ada", false, "planted")\nend\nreturn story', 1))
        return env

    def with_deviation(self, expires, more=""):
        return EXAMPLE.replace("deviations = {\n", 'deviations = {\n    { check = "the page *", claim = "login"%s, reason = "bytes flip", ticket = "SSO-9", expires = "%s" },\n' % (more, expires))

    def test_a_known_deviation_is_told_as_such_until_it_ends(self):
        with folder() as data:
            env = self.planted(data)
            plain = self.play(EXAMPLE, env=env, idps="okta")
            self.assertEqual(plain.code, 1)
            known = self.play(self.with_deviation("2999-12-31"), env=env, idps="okta")
            self.assertEqual(known.code, 0, known.out)
            self.assertEqual(known.report["summary"]["fail"], 0)
            self.assertEqual(known.report["summary"]["deviation"], 1)
            self.assertEqual(self.cell(known, "login", "okta")["standing"], "known deviation")
            self.assertNotEqual(self.cell(known, "login", "okta")["verdict"], "pass")
            self.assertTrue(known.out.rstrip().endswith("1 known deviation"), known.out[-300:])
            self.assertIn("bytes flip, SSO-9, until 2999-12-31", known.out)
            ended = self.play(self.with_deviation("2020-01-31"), env=env, idps="okta")
            self.assertEqual(ended.code, 1)
            self.assertRegex(ended.out, r"note .*mine\.lua:\d+: the known deviation ended on 2020-01-31 .*it no longer covers")

    def test_a_deviation_that_covers_nothing_is_told(self):
        answer = self.play(self.with_deviation("2999-12-31", ', idp = "okta"'), idps="okta")
        self.assertEqual(answer.code, 0)
        self.assertRegex(answer.out, r"note .*mine\.lua:\d+: the known deviation \(bytes flip\) covers nothing")
        self.assertEqual(len(answer.report["notes"]), 1)

    def test_a_broken_claims_file_is_named(self):
        for broken, words in ((EXAMPLE.replace("scim/life-cycle", "scim/lifecycle"), ("claims[4].scenarios", "did you mean \"scim/life-cycle\"")),
                              (EXAMPLE.replace('pingone = "not guaranteed"', 'pingone = "perhaps"'), ("claims[4].support.pingone", "perhaps")),
                              (EXAMPLE.replace('claim = "login" }', 'claim = "logon" }'), ("page.sections[1].columns[1].claim", "logon")),
                              (self.with_deviation("tomorrow"), ("deviations[1].expires", "tomorrow"))):
            answer = self.play(broken)
            self.assertEqual(answer.code, 2, answer.out)
            for word in ("mine.lua:", *words):
                self.assertIn(word, answer.err)

    # -- of which product a target is

    def test_a_target_of_no_product_claims_nothing(self):
        with folder() as out:
            text = (SOURCE / "conformance/targets/builtin.lua").read_text().replace('  product = "spekit",\n', "")
            pathlib.Path(out, "mine.lua").write_text(text)
            answer = run("run", "--out", out, "--target", pathlib.Path(out, "mine.lua"), "--idp", "okta", "--select", "scim/life-cycle")
            self.assertEqual(answer.code, 0, answer.out + answer.err)
            report = json.loads(pathlib.Path(out, "report.json").read_text())
            self.assertEqual((report["product"], report["matrix"]), ("", []))
            self.assertNotIn("Spekit", pathlib.Path(out, "report.md").read_text())
            page = pathlib.Path(out, "report.html").read_text()
            self.assertIn("<h1>Results for builtin</h1>", page)
            self.assertNotIn("Compatibility of", page)
            pathlib.Path(out, "claims.lua").write_text(EXAMPLE)
            pathlib.Path(out, "mine.lua").write_text(text.replace('id = "builtin",', 'id = "builtin", product = "claims.lua",'))
            answer = run("run", "--out", out, "--target", pathlib.Path(out, "mine.lua"), "--idp", "okta", "--select", "scim/life-cycle")
            self.assertEqual(json.loads(pathlib.Path(out, "report.json").read_text())["product"], "Example Works")

    # -- told by list, show and report

    def test_list_and_show_tell_level_scenarios_and_idps(self):
        example = SOURCE / "conformance/claims/example.lua"
        listed = {one["id"]: one for one in json.loads(run("list", "claims", "--json", "--product", example).out)}
        self.assertEqual(listed["provisioning"]["support"]["google"], "no")
        self.assertEqual(listed["provisioning"]["refuted_by"], ["scim/not-offered"])
        self.assertIn("no: google", run("list", "claims", "--product", example).out)
        shown = run("show", "provisioning", "--product", example).out
        for words in ("google         no", "pingone        not guaranteed", "generic        not claimed", "shown by scim/life-cycle", "refuted by scim/not-offered"):
            self.assertIn(words, shown)

    def test_reports_are_made_again_from_journals_also_of_shards(self):
        with folder() as out:
            select = ["--idp", "okta,google", "--select", PART]
            whole = pathlib.Path(out, "whole")
            self.assertEqual(run("run", "--out", whole, *select).code, 0)
            shards = [pathlib.Path(out, f"part{i}") for i in (1, 2)]
            for i, part in enumerate(shards, 1):
                self.assertEqual(run("run", "--out", part, *select, "--shard", f"{i}/2").code, 0)
            again = pathlib.Path(out, "again")
            for journals in ([whole], shards):
                answer = run("report", "render", *journals, "--out", again)
                self.assertEqual(answer.code, 0, answer.err)
                one, two = (json.loads((where / "report.json").read_text()) for where in (whole, again))
                self.assertEqual(one["matrix"], two["matrix"])
                self.assertEqual(one["summary"], two["summary"])
            other = pathlib.Path(out, "other")
            self.assertEqual(run("run", "--out", other, "--seed", 2, *select).code, 0)
            self.assertEqual(run("report", "render", whole, other).code, 2)

    def test_page_and_badge(self):
        with folder() as out:
            self.assertEqual(run("run", "--out", out, "--idp", "okta,google", "--select", PART).code, 0)
            page = run("report", "page", out).out
            self.assertRegex(page, r"\| Google Workspace \| ✔ \| ✘ \|")
            self.assertRegex(page, r"_Checked on \d{4}-\d\d-\d\d by idpsim [\d.]+ against `builtin`, product Spekit, seed 1: ")
            self.assertIn("<svg", run("report", "badge", out).out)
            badge = json.loads(run("report", "badge", out, "--json", "--claim", "compat-saml").out)
            self.assertEqual((badge["schemaVersion"], badge["color"]), (1, "brightgreen"))
            self.assertEqual(run("report", "badge", out, "--claim", "compat-sam").code, 2)
            self.assertEqual(run("report", "badge", pathlib.Path(out, "report.md")).code, 2)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
