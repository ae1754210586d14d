/// `idpsim inspect`
#include "src/cli/commands.hpp"

#include "src/cli/urls.hpp"
#include "src/core/clock.hpp"
#include "src/core/file.hpp"
#include "src/engine/catalogue.hpp"
#include "src/engine/inspect_report.hpp"

#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <iterator>

namespace idpsim::cli {
namespace {

std::string read_standard_input() {
    std::string out;
    char part[65536];
    while (std::cin.read(part, sizeof part) || std::cin.gcount() > 0) {
        out.append(part, static_cast<std::size_t>(std::cin.gcount()));
        if (out.size() > engine::max_input_octets)
            throw Failure(Error{Fault::too_large, "standard input", "it is larger than any SAML trace"});
    }
    return out;
}

std::string read_input(const std::string& file) {
    if (file == "-") return read_standard_input();
    auto content = read_file(file, engine::max_input_octets);
    if (!content) throw Failure(content.error());
    return std::move(*content);
}

std::vector<engine::FoundMessage> find_in(const std::string& file) {
    auto found = engine::find_messages(read_input(file));
    if (!found) throw Failure(Error{found.error().fault, file == "-" ? "standard input" : file, found.error().detail});
    return std::move(*found);
}

/// In PEM, DER or base64.
crypto::Certificate read_certificate(const std::string& file) {
    const auto content = read_file(file);
    if (!content) throw Failure(content.error());
    auto certificate = crypto::Certificate::from_der(*content);
    if (!certificate) certificate = crypto::Certificate::from_base64(*content);
    if (!certificate) throw Failure(Error{certificate.error().fault, file, certificate.error().detail});
    return std::move(*certificate);
}

crypto::PrivateKey read_key(const std::string& file) {
    const auto content = read_file(file);
    if (!content) throw Failure(content.error());
    auto key = crypto::PrivateKey::from_pem(*content);
    if (!key) throw Failure(Error{key.error().fault, file, key.error().detail});
    return std::move(*key);
}

Instant read_time(const std::string& text) {
    if (text == "now") return SystemClock().now();
    const auto at = parse_instant(text);
    if (!at) throw Failure(Error{at.error().fault, "--now", "\"" + text + "\" is no time like 2026-11-24T13:35:09Z"});
    return *at;
}

engine::InspectContext context_of(const InspectCommand& command) {
    engine::InspectContext out;
    if (command.idp_metadata) out.idp_metadata = fetch_document(*command.idp_metadata);
    for (const std::string& file : command.certificates) out.certificates.push_back(read_certificate(file));
    for (const std::string& file : command.keys) out.keys.push_back(read_key(file));
    out.idp_entity_id = command.idp_entity_id;
    out.sp_entity_id = command.sp_entity_id;
    out.acs_url = command.acs;
    out.request_id = command.request_id;
    if (command.now) out.now = read_time(*command.now);
    out.allow_legacy = command.allow_legacy;
    return out;
}

int compare(const InspectCommand& command) {
    std::vector<std::vector<saml::ShapeLine>> shapes;
    for (const std::string& file : command.compare) {
        auto shape = saml::shape_of(find_in(file).front().xml);
        if (!shape) throw Failure(Error{shape.error().fault, file + ": " + shape.error().where, shape.error().detail});
        shapes.push_back(std::move(*shape));
    }
    const auto differences = saml::compare_shapes(shapes.at(0), shapes.at(1));
    if (command.json)
        fmt::print("{}\n", boost::json::serialize(engine::to_json(differences)));
    else
        fmt::print("{}", engine::to_text(differences));
    return differences.empty() ? exit_pass : exit_fail;
}

std::vector<engine::Inspected> inspect_all(const InspectCommand& command) {
    const engine::InspectContext given = context_of(command);
    const std::vector<engine::FoundMessage> found = find_in(command.file);
    const std::vector<idp::Profile> profiles = engine::load_profiles();
    std::vector<engine::Inspected> out;
    for (const engine::FoundMessage& message : found) {
        auto inspected = engine::inspect(message, engine::context_of(message, found, given), profiles);
        if (!inspected)
            throw Failure(Error{inspected.error().fault, command.file + ": " + inspected.error().where,
                                inspected.error().detail});
        out.push_back(std::move(*inspected));
    }
    return out;
}

} // namespace

int execute(const InspectCommand& command) {
    if (!command.compare.empty()) return compare(command);
    const std::vector<engine::Inspected> all = inspect_all(command);
    if (command.json) {
        fmt::print("{}\n", boost::json::serialize(engine::to_json(all)));
    } else {
        for (std::size_t i = 0; i < all.size(); ++i)
            fmt::print("{}{}", i == 0 ? "" : "\n" + std::string(72, '-') + "\n\n", engine::to_text(all[i]));
    }
    const bool valid = std::all_of(all.begin(), all.end(), [](const engine::Inspected& one) { return one.valid; });
    return valid ? exit_pass : exit_fail;
}

} // namespace idpsim::cli
