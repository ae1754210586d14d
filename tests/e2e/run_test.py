#!/usr/bin/env python3
"""`idpsim run`, `list` and `show`: outcomes, exit codes, files, and what broken input does."""
import json
import os
import pathlib
import re
import shutil
import sys
import unittest
import xml.etree.ElementTree

from idpsim_process import data_copy, folder, run

QUICK = ["--idp", "okta", "--select", "sso/sp-initiated-login or scim/life-cycle"]


def without_times(report):
    """A report without what two runs may differ in: measured times and what keys make random."""
    for measured in [report, *report["cases"]]:
        for name in [name for name in measured if name.endswith("_us")]:
            measured.pop(name)
    report.pop("started")
    return report


class Run(unittest.TestCase):
    def test_everything_passes_against_the_built_in_product(self):
        with folder() as out:
            answer = run("run", "--out", out)
            self.assertEqual(answer.code, 0, answer.out[-3000:] + answer.err[-1000:])
            self.assertRegex(answer.out.strip().splitlines()[-1], r"^\d+ passed, 0 failed, \d+ skipped, 0 unverified$")
            report = json.loads(pathlib.Path(out, "report.json").read_text())
            self.assertEqual({"idpsim", "seed", "target", "product", "started", "summary", "matrix", "cases"} - set(report), set())
            # Some rows are about servers that disclaim a feature or limit their clients, or that have attributes of a kind
            # which ours has none of.
            skipped = [case["id"] for case in report["cases"] if case["verdict"] == "skip"]
            self.assertEqual([one for one in skipped if not one.startswith("generic/scim-rfc/")], ["generic/negative/scim-bulk@bulk-unsupported"])
            self.assertLess(len(skipped), 15, skipped)
            idps = {case["idp"] for case in report["cases"]}
            self.assertEqual(idps, {"okta", "entra", "google", "jumpcloud", "onelogin", "pingfederate", "pingone", "generic"})
            for cell in report["matrix"]:
                self.assertTrue(not cell["claimed"] or cell["verdict"] == "pass", cell)
                self.assertTrue(cell["claimed"] or cell["idp"] == "generic", cell)
            junit = xml.etree.ElementTree.parse(pathlib.Path(out, "junit.xml"))
            self.assertEqual(len(junit.findall(".//testcase")), len(report["cases"]))
            for name in ("journal.jsonl", "report.html", "report.md"):
                self.assertGreater(pathlib.Path(out, name).stat().st_size, 500, name)

    def test_same_seed_same_reports_on_any_number_of_threads(self):
        with folder() as one, folder() as two, folder() as three:
            for out, jobs, seed in ((one, 1, 7), (two, 4, 7), (three, 4, 8)):
                self.assertEqual(run("run", "--out", out, "--jobs", jobs, "--seed", seed, "--idp", "okta,pingone").code, 0)
            first, second, third = (without_times(json.loads(pathlib.Path(out, "report.json").read_text())) for out in (one, two, three))
            self.assertEqual(first, second)
            self.assertNotEqual(first, third)

    def test_one_tampered_byte_fails_the_claim(self):
        with folder() as data, folder() as out:
            env = data_copy(data)
            story = pathlib.Path(data, "scenarios/sso/sp-initiated-login.lua")
            text = story.read_text()
            story.write_text(text.replace("t.idp:login(ada)", 't.idp:login(ada, { fault = "byte-flipped" })', 1))
            answer = run("run", "--out", out, "--idp", "okta", "--select", "compat-saml", env=env)
            self.assertEqual(answer.code, 1)
            cells = [c for c in json.loads(pathlib.Path(out, "report.json").read_text())["matrix"] if c["claim"] == "compat-saml"]
            self.assertEqual([c["verdict"] for c in cells], ["fail"])
            self.assertIn("expected", answer.out)
            self.assertIn("report.html#okta/sso/sp-initiated-login/", answer.out)

    def test_resume_runs_only_what_is_missing(self):
        with folder() as out:
            self.assertEqual(run("run", "--out", out, *QUICK).code, 0)
            journal = pathlib.Path(out, "journal.jsonl")
            lines = journal.read_text().splitlines(keepends=True)
            self.assertGreater(len(lines), 3)
            journal.write_text("".join(lines[:2]) + lines[2][:50])       # killed while it wrote the second case
            answer = run("run", "--out", out, "--resume", *QUICK)
            self.assertEqual(answer.code, 0, answer.err)
            ids = [json.loads(line)["id"] for line in journal.read_text().splitlines() if json.loads(line)["event"] == "case"]
            self.assertEqual(sorted(ids), sorted(set(ids)))
            self.assertEqual(len(ids), len(lines) - 2)
            self.assertEqual(run("run", "--out", out, "--resume", "--seed", 2, *QUICK).code, 2)

    def test_shards_share_the_cases_out(self):
        def ids(*more):
            return [line.split()[0] for line in run("run", "--list", *more).out.splitlines()[:-1]]
        every = ids()
        parts = [ids("--shard", f"{i}/3") for i in (1, 2, 3)]
        self.assertEqual(sorted(sum(parts, [])), sorted(every))
        self.assertTrue(all(len(part) > len(every) // 6 for part in parts))

    def test_baseline_forgives_what_was_known(self):
        with folder() as data, folder() as out:
            env = data_copy(data)
            story = pathlib.Path(data, "scenarios/sso/logout.lua")
            story.write_text(story.read_text().replace('== nil, t.sp:who_am_i(login))', '== "nobody", "planted")'))
            args = ["run", "--out", out, "--idp", "okta", "--select", "sso/*"]
            self.assertEqual(run(*args, env=env).code, 1)
            shutil.copy(pathlib.Path(out, "report.json"), pathlib.Path(data, "old.json"))
            self.assertEqual(run(*args, "--baseline", pathlib.Path(data, "old.json"), env=env).code, 0)

    def test_no_secret_is_written(self):
        with folder() as out:
            self.assertEqual(run("run", "--out", out, *QUICK).code, 0)
            for file in pathlib.Path(out).iterdir():
                text = file.read_text()
                self.assertNotIn("PRIVATE KEY", text)
                self.assertIsNone(re.search(r"Bearer [A-Za-z0-9]{20}", text), file)
                # Whatever a format puts between a field's name and its value, no drawn token (32 characters) follows.
                self.assertIsNone(re.search(r"token.{0,40}\b[A-Za-z0-9]{32}\b", text), file)
                self.assertIsNone(re.search(r"password=(?!\[masked\]|%5B)[A-Za-z0-9]{8}", text), file)


class Broken(unittest.TestCase):
    def broken(self, file, change, *command):
        with folder() as data:
            env = data_copy(data)
            path = pathlib.Path(data, file)
            path.write_text(change(path.read_text()) if path.exists() else change(""))
            return run(*(command or ("run", "--list")), env=env)

    def expect_error(self, answer, *words):
        self.assertEqual(answer.code, 2, answer.out + answer.err)
        for word in words:
            self.assertIn(word, answer.err)

    def test_profile_field_of_another_type(self):
        answer = self.broken("simulator/profiles/okta.lua", lambda text: text.replace('title = "Okta"', "title = 7"))
        self.expect_error(answer, "okta.lua:", "title", "a text was expected")

    def test_profile_syntax(self):
        self.expect_error(self.broken("simulator/profiles/okta.lua", lambda text: text + "\n)"), "okta.lua:")

    def test_scenario_without_run(self):
        answer = self.broken("scenarios/sso/logout.lua", lambda text: text.replace("function story.run", "function story.rum"))
        self.expect_error(answer, "logout.lua:", "run")

    def test_claim_with_unknown_support(self):
        answer = self.broken("conformance/claims/spekit.lua", lambda text: text.replace('google = "no"', 'google = "maybe"'))
        self.expect_error(answer, "spekit.lua:", "support.google", "maybe")

    def test_target_with_unknown_need(self):
        answer = self.broken("conformance/targets/builtin.lua", lambda text: text.replace('"sp.login",', '"sp.logins",'))
        self.expect_error(answer, "builtin.lua:", "provides", "sp.logins")

    def test_sound_files_are_listed_beside_a_broken_one(self):
        answer = self.broken("scenarios/sso/logout.lua", lambda text: "return 7", "list", "scenarios")
        self.expect_error(answer, "logout.lua:")
        self.assertIn("sso/sp-initiated-login", answer.out)

    def test_runaway_scripts_are_stopped_and_the_others_run(self):
        head = 'local s = { id = "sso/%s", title = "x", needs = {}, limits = { instructions = 2000000, memory_mb = 16, wall_ms = 3000 } }\n'
        bodies = {"endless": "while true do end", "deep": "local function f() return 1 + f() end f()",
                  "greedy": 'local x = "x" while true do x = x .. x end'}
        with folder() as data, folder() as out:
            env = data_copy(data)
            for name, body in bodies.items():
                pathlib.Path(data, f"scenarios/sso/{name}.lua").write_text(head % name + f"function s.run(t) {body} end\nreturn s\n")
            answer = run("run", "--out", out, "--idp", "okta", "--select", "sso/*", env=env)
            self.assertEqual(answer.code, 4, answer.out)
            verdicts = {c["scenario"]: (c["verdict"], c["reason"]) for c in json.loads(pathlib.Path(out, "report.json").read_text())["cases"]}
            for name in bodies:
                self.assertEqual(verdicts["sso/" + name][0], "error", verdicts["sso/" + name])
            self.assertIn("instructions", verdicts["sso/endless"][1])
            self.assertEqual(verdicts["sso/sp-initiated-login"][0], "pass")

    def test_unwritable_out(self):
        with folder() as out:
            pathlib.Path(out, "file").write_text("")
            self.expect_error(run("run", "--out", pathlib.Path(out, "file"), *QUICK), "file")

    @unittest.skipUnless(os.path.exists("/dev/full"), "needs /dev/full")
    def test_disk_full_while_journalling(self):
        with folder() as out:
            pathlib.Path(out, "journal.jsonl").symlink_to("/dev/full")
            answer = run("run", "--out", out, *QUICK)
            self.expect_error(answer, "journal.jsonl", "No space left")
            self.assertFalse(pathlib.Path(out, "report.json").exists())

    def test_usage(self):
        for arguments in (["run", "--idp", "okat"], ["run", "--select", "(x"], ["run", "--shard", "4/3"], ["run", "--nonsense"],
                          ["list", "colours"], ["show", "no-such-thing"], ["run", "--select", "nothing-of-that-name"], []):
            self.assertEqual(run(*arguments).code, 2, arguments)
        self.assertIn("okta", run("run", "--idp", "okat").err)
        self.assertEqual(run("--help").code, 0)
        self.assertIn("idpsim", run("--version").out)


class Listing(unittest.TestCase):
    def test_every_list_has_entries_and_json(self):
        for what in ("idps", "scenarios", "checks", "clauses", "claims", "mutants", "attacks"):
            self.assertGreater(len(run("list", what).out.splitlines()), 3, what)
            entries = json.loads(run("list", what, "--json").out)
            self.assertTrue(all(entry["id"] and entry["sentence"] for entry in entries), what)

    def test_everything_listed_can_be_shown(self):
        for what in ("idps", "scenarios", "checks", "clauses", "claims", "mutants", "attacks"):
            # Of the long lists some will do: all entries of a list are shown by the same code.
            entries = json.loads(run("list", what, "--json").out)
            for entry in entries[:: 1 + len(entries) // 25]:
                answer = run("show", entry["id"])
                self.assertEqual(answer.code, 0, entry["id"])
                self.assertGreater(len(answer.out), 20)

    def test_works_from_any_folder(self):
        with folder() as elsewhere:
            self.assertEqual(run("list", "idps", cwd=elsewhere).code, 0)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
