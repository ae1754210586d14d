#pragma once
/// A set-up guide in the forms that people and programs read.
#include "src/engine/guide.hpp"

#include <boost/json/object.hpp>

#include <string>

namespace idpsim::cli {

std::string guide_text(const engine::Guide& guide);
std::string guide_markdown(const engine::Guide& guide);
/// One file with nothing from outside, for screens of any size, light and dark, and paper.
std::string guide_html(const engine::Guide& guide);
boost::json::object guide_json(const engine::Guide& guide);

} // namespace idpsim::cli
