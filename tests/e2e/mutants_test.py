#!/usr/bin/env python3
"""`idpsim mutants`: every planted fault is found, and nothing that is there to find faults is idle."""
import json
import pathlib
import sys
import unittest

from idpsim_process import data_copy, folder, run


class Mutants(unittest.TestCase):
    def test_every_mutant_is_killed_and_no_check_is_idle(self):
        with folder() as out:
            answer = run("mutants", "--out", out)
            self.assertEqual(answer.code, 0, answer.out)
            matrix = json.loads(pathlib.Path(out, "mutants.json").read_text())
            self.assertGreater(len(matrix["mutants"]), 50)
            self.assertFalse(matrix["idle_checks"] or matrix["idle_scenarios"] or matrix["broken_controls"])
            self.assertTrue(all(one["checks"] for one in matrix["mutants"]))
            proofs = [one for one in matrix["mutants"] if one["proves"]]
            self.assertGreaterEqual(len(proofs), 26)
            for one in proofs:
                self.assertEqual(one["breaks"], [one["proves"]], one["id"])
            self.assertFalse(matrix["unproven_claims"])

    def test_a_mutant_that_breaks_another_claim_as_well_proves_none(self):
        with folder() as data:
            env = data_copy(data)
            claims = pathlib.Path(data, "conformance/claims/spekit.lua")
            claims.write_text(claims.read_text().replace('"m-mapping-any-name"', '"m-jit-twice"'))
            answer = run("mutants", "--select", "m-jit-twice", "--out", data, env=env)
            self.assertEqual(answer.code, 1, answer.out)
            self.assertRegex(answer.out, r"BREAKS +m-jit-twice +.*jit-create-on-first-login.*, where it is to break mapping-rename alone")
            self.assertEqual(json.loads(pathlib.Path(data, "mutants.json").read_text())["unproven_claims"], ["mapping-rename"])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
