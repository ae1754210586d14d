#pragma once
/// RapidCheck with a fixed seed, so that a test gives the same outcome in every run; RC_PARAMS set from outside wins
/// (RC_PARAMS="seed=7 max_success=10000" for a longer search).
#include <gtest/gtest.h>

#include <rapidcheck/gtest.h> // leans on gtest.h being there already

#include <cstdlib>

namespace idpsim::test {

inline const int fixed_seed = setenv("RC_PARAMS", "seed=20261124", 0);

} // namespace idpsim::test
