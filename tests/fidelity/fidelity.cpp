/// Recorded messages of the vendors' against what their profiles make for the same inputs: the differences of shape.
/// Used by scripts/fidelity; says nothing of where records come from.
#include "simulator/idp/idp.hpp"
#include "src/core/file.hpp"
#include "src/core/text.hpp"
#include "src/core/url.hpp"
#include "src/engine/catalogue.hpp"
#include "src/engine/inspect_input.hpp"
#include "src/engine/recognise.hpp"
#include "src/saml/reader.hpp"
#include "src/saml/writer.hpp"
#include "src/xml/namespaces.hpp"
#include "tests/fidelity/inputs.hpp"
#include "tests/fidelity/plaintext.hpp"
#include "tests/idp/idp_fixture.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace idpsim::fidelity {
namespace {

namespace fs = std::filesystem;

/// The SP's key for what is encrypted to it.
const idp::SigningKey& sp_key() {
    static const idp::SigningKey made = [] {
        crypto::CertificateSpec spec;
        spec.subject = {{"CN", "sp.example.test"}};
        spec.not_after = Instant(Millis(4102444800000));
        spec.serial = "1";
        const auto key = crypto::PrivateKey::generate_rsa(2048);
        return idp::SigningKey{key, crypto::Certificate::self_signed(key, spec)};
    }();
    return made;
}

saml::EntityDescriptor sp_of(const Inputs& inputs) {
    saml::EntityDescriptor out;
    out.entity_id = inputs.sp_entity_id;
    out.sp.emplace();
    saml::Endpoint acs;
    acs.binding = saml::binding_post;
    acs.location = inputs.acs_url;
    acs.index = 0;
    out.sp->acs = {acs};
    saml::KeyDescriptor key;
    key.use = "encryption";
    key.certificates = {sp_key().certificate.base64()};
    out.sp->keys = {key, key};
    out.sp->keys[1].use = "signing";
    out.sp->slo = {acs};
    out.sp->slo[0].index.reset();
    return out;
}

/// A simulated IdP of the record's vendor, set up and used as the record's was.
class Maker {
public:
    explicit Maker(const Inputs& inputs)
        : inputs_(inputs), clock_(inputs.login), random_(7, inputs.profile.id),
          idp_(inputs.profile, inputs.tenant, idp::testing::test_keys(), clock_, random_), hands_(idp_) {
        idp_.connect_sp(sp_of(inputs));
        idp::Person person;
        person.username = person.email = inputs.person;
        ada_ = idp_.add_person(person);
        idp_.assign(ada_.username);
    }

    std::string metadata() { return idp_.metadata(); }

    std::string response() {
        hands_.log_in(hands_.get(idp_.initiate_url()), ada_); // logged in at one moment, answered at another
        clock_.advance(inputs_.issued - inputs_.login);
        const HttpResponse page = inputs_.request_id ? hands_.get(request_url()) : hands_.get(idp_.initiate_url());
        const auto posted = idp::testing::posted(page);
        if (!posted)
            throw Failure(Error{Fault::refused, inputs_.profile.id, "no Response came: " + page.body.substr(0, 300)});
        return posted->xml;
    }

    /// The answer to the SP's request to log out; nothing when this vendor has no single logout.
    std::optional<std::string> logout_response() {
        if (idp_.slo_url().empty()) return std::nullopt;
        const auto document = xml::Document::parse(response()).value();
        const saml::Assertion assertion =
            saml::read_assertion(document.root().child(ns::saml, "Assertion").value()).value();
        saml::LogoutRequest request;
        request.id = inputs_.request_id.value_or("_logout-0001");
        request.issue_instant = clock_.now();
        request.destination = idp_.slo_url();
        request.issuer = inputs_.sp_entity_id;
        request.name_id = assertion.name_id;
        request.session_indexes = {assertion.authn_statements.at(0).session_index.value()};
        const std::string xml = saml::write_signed(saml::write_logout_request(request), sp_key().key,
                                                   crypto::Hash::sha256, sp_key().certificate.base64());
        const HttpResponse answer = hands_.send({"POST",
                                                 idp_.slo_url(),
                                                 {{"Content-Type", "application/x-www-form-urlencoded"}},
                                                 write_form({{"SAMLRequest", saml::encode_post(xml)}})});
        const auto found = engine::find_messages(
            answer.status == 302 ? find_header(answer.headers, "Location").value_or("") : answer.body);
        if (!found)
            throw Failure(
                Error{Fault::refused, inputs_.profile.id, "no LogoutResponse came: " + answer.body.substr(0, 300)});
        return found->front().xml;
    }

private:
    std::string request_url() const {
        saml::AuthnRequest request;
        request.id = *inputs_.request_id;
        request.issue_instant = clock_.now();
        request.issuer = inputs_.sp_entity_id;
        request.acs_url = inputs_.acs_url;
        request.protocol_binding = saml::binding_post;
        return saml::encode_redirect(idp_.sso_url(), "SAMLRequest", saml::write_authn_request(request), std::nullopt);
    }

    const Inputs& inputs_;
    VirtualClock clock_;
    Random random_;
    idp::Idp idp_;
    idp::testing::Hands hands_;
    idp::Person ada_;
};

/// The Assertion's own octets, as they stand in the Response.
std::string assertion_in(const std::string& response) {
    const auto found = response.find("Assertion ");
    const auto start = response.rfind('<', found);
    const std::string name = response.substr(start + 1, found + 9 - start - 1);
    const std::string closing = "</" + name + ">";
    return response.substr(start, response.find(closing) + closing.size() - start);
}

std::string decrypted_in(const std::string& response) {
    const auto document = xml::Document::parse(response).value();
    const auto container = document.root().child(ns::saml, "EncryptedAssertion");
    return container ? plaintext_of(*container, sp_key().key) : assertion_in(response);
}

struct Compared {
    std::vector<saml::ShapeDifference> differences;
    std::vector<std::string> notes;
};

Compared compare(const std::string& record, const std::string& made, const Inputs& inputs) {
    return {saml::compare_shapes(record, made).value(), inputs.without_option};
}

/// What a record that is an Assertion alone was cut out of: a Response as it stands, or an encrypted one.
Compared compare_assertion(const std::string& record, const xml::Element& root, const idp::Profile& profile) {
    const Inputs plain = inputs_of(root, profile);
    Compared best = compare(record, assertion_in(Maker(plain).response()), plain);
    Inputs hidden = plain;
    for (const idp::ConsoleField& field : profile.saml.console) {
        if (field.key != "encrypt") continue;
        for (const auto& [word, value] : field.choices)
            if (value == "true") hidden.tenant.settings[field.label] = word;
        Compared other = compare(record, decrypted_in(Maker(hidden).response()), hidden);
        if (other.differences.size() < best.differences.size()) best = std::move(other);
    }
    return best;
}

/// Nothing for messages that an IdP does not write.
std::optional<Compared> look(const std::string& record, const idp::Profile& profile) {
    const auto document = xml::Document::parse(record).value();
    const xml::Element root = document.root();
    if (root.is(ns::md, "EntityDescriptor")) {
        const Inputs inputs = metadata_inputs_of(root, profile);
        return compare(record, Maker(inputs).metadata(), inputs);
    }
    if (root.is(ns::saml, "Assertion")) return compare_assertion(record, root, profile);
    if (root.is(ns::samlp, "LogoutResponse")) {
        const Inputs inputs = logout_inputs_of(root, profile);
        const auto made = Maker(inputs).logout_response();
        return made ? std::optional(compare(record, *made, inputs)) : std::nullopt;
    }
    if (!root.is(ns::samlp, "Response")) return std::nullopt;
    const Inputs inputs = inputs_of(root, profile);
    return compare(record, Maker(inputs).response(), inputs);
}

bool fits(const std::string& pattern, const std::optional<std::string>& what) {
    return pattern.empty() || matches_glob(pattern, what.value_or("(none)"));
}

/// Of the outermost Issuer, or the entityID.
std::string issuer_of(const std::vector<saml::ShapeLine>& shape) {
    for (const saml::ShapeLine& line : shape)
        if (line.path.ends_with("/Issuer/text()") || line.path == "/EntityDescriptor/@entityID") return line.value;
    return {};
}

const idp::KnownDifference* explanation(const saml::ShapeDifference& one, const idp::Profile& profile,
                                        const std::string& issuer) {
    for (const idp::KnownDifference& known : profile.fidelity)
        if (fits(known.issuer, issuer) && matches_glob(known.at, one.path) && fits(known.recorded, one.left) &&
            fits(known.made, one.right))
            return &known;
    return nullptr;
}

struct Count {
    std::size_t same = 0, explained = 0, unexplained = 0, skipped = 0;
};

void tell(const std::string& name, const idp::Profile& profile, const Compared& compared, const std::string& issuer,
          Count& count) {
    std::size_t unexplained = 0;
    std::string lines;
    for (const saml::ShapeDifference& one : compared.differences) {
        const idp::KnownDifference* known = explanation(one, profile, issuer);
        unexplained += !known;
        lines += fmt::format("    {}\n      recorded {}\n      made     {}\n", one.path, one.left.value_or("(none)"),
                             one.right.value_or("(none)"));
        lines += known ? "      because  " + known->because + "\n" : "      UNEXPLAINED\n";
    }
    const std::size_t all = compared.differences.size();
    fmt::print("{:<14} {:<58} {:>3} differences, {} unexplained\n{}", profile.id, name, all, unexplained, lines);
    for (const std::string& note : compared.notes) fmt::print("    no option for {}\n", note);
    if (all == 0)
        ++count.same;
    else if (unexplained == 0)
        ++count.explained;
    else
        ++count.unexplained;
}

void skip(const std::string& name, const std::string& why, Count& count) {
    fmt::print("{:<14} {:<58} {}\n", "-", name, why);
    ++count.skipped;
}

void examine(const fs::path& file, const fs::path& folder, const std::vector<idp::Profile>& profiles, Count& count) {
    const std::string name = fs::relative(file, folder).string();
    const auto record = read_file(file);
    const auto shape = record ? saml::shape_of(*record) : Result<std::vector<saml::ShapeLine>>(record.error());
    if (!shape) return skip(name, describe(shape.error()), count);
    const engine::Recognition who = engine::recognise(*shape, profiles);
    const auto profile = std::ranges::find(profiles, who.id.value_or(""), &idp::Profile::id);
    if (profile == profiles.end()) return skip(name, "of no vendor known here", count);
    try {
        const auto compared = look(*record, *profile);
        if (!compared) return skip(name, "no message that the profile makes by itself", count);
        tell(name, *profile, *compared, issuer_of(*shape), count);
    } catch (const std::exception& failure) {
        fmt::print("{:<14} {:<58} cannot be made again: {}\n", profile->id, name, failure.what());
        ++count.unexplained;
    }
}

} // namespace

int run(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.path().extension() == ".xml") files.push_back(entry.path());
    std::ranges::sort(files);
    const std::vector<idp::Profile> profiles = engine::load_profiles();
    Count count;
    for (const fs::path& file : files) examine(file, folder, profiles, count);
    fmt::print("{} alike, {} with explained differences, {} with unexplained ones, {} not compared\n", count.same,
               count.explained, count.unexplained, count.skipped);
    return count.unexplained == 0 ? 0 : 1;
}

} // namespace idpsim::fidelity

int main(int argc, char** argv) {
    if (argc != 2) {
        fmt::print(stderr, "usage: {} FOLDER   a folder of recorded SAML messages and metadata, *.xml\n", argv[0]);
        return 2;
    }
    return idpsim::fidelity::run(argv[1]);
}
