#!/usr/bin/env python3
"""`idpsim mutants`: every planted fault is found, and nothing that is there to find faults is idle."""
import json
import pathlib
import sys
import unittest

from idpsim_process import folder, run


class Mutants(unittest.TestCase):
    def test_every_mutant_is_killed_and_no_check_is_idle(self):
        with folder() as out:
            answer = run("mutants", "--out", out)
            self.assertEqual(answer.code, 0, answer.out)
            matrix = json.loads(pathlib.Path(out, "mutants.json").read_text())
            self.assertGreater(len(matrix["mutants"]), 50)
            self.assertFalse(matrix["idle_checks"] or matrix["idle_scenarios"] or matrix["broken_controls"])
            self.assertTrue(all(one["checks"] for one in matrix["mutants"]))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
