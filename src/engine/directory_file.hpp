#pragma once
/// What files of people and files of groups have in common. Private to their loaders.
#include <boost/json/value.hpp>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::engine {

[[noreturn]] void fail_at(const std::string& where, const std::string& why);

/// The file's text as it is. Throws Failure.
std::string read_directory_file(const std::filesystem::path& file);
/// The text without a byte order mark. Fails naming the line when it is empty or not UTF-8.
std::string plain_text(const std::string& text, const std::string& file);
bool is_json(std::string_view plain);
boost::json::value parse_json(const std::string& text, const std::string& file);

/// "givenName", "Given Name" and "given-name" are given_name.
std::string field_name(std::string_view written);
/// A text, a number or a boolean as text; null as "".
std::string scalar_text(const boost::json::value& value, const std::string& where);
/// The names in "A|B".
std::vector<std::string> bar_list(std::string_view field);

/// Where the elements of a JSON list stand: "people.json:12: people[3]".
class ElementPlaces {
public:
    /// Of the list that is the member `key` of the whole, or the whole.
    ElementPlaces(std::string file, std::string_view text, std::string key, bool is_member);
    std::string at(std::size_t i) const;

private:
    std::string file_, key_;
    std::vector<std::size_t> lines_;
};

} // namespace idpsim::engine
