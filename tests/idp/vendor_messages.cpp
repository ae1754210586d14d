#include "tests/idp/vendor_messages.hpp"

#include "src/core/url.hpp"
#include "src/engine/inspect_input.hpp"
#include "src/saml/artifact.hpp"
#include "src/saml/writer.hpp"
#include "src/xml/algorithms.hpp"
#include "src/xml/namespaces.hpp"

namespace idpsim::idp::testing {
namespace {

using Settings = std::map<std::string, std::string>;

/// The SAML message that a page posts or a redirect carries.
std::string carried(const HttpResponse& answer) {
    const auto found = engine::find_messages(
        answer.status == 302 ? find_header(answer.headers, "Location").value_or("") : answer.body);
    if (!found) throw std::runtime_error("no message in: " + answer.body.substr(0, 300));
    return found->front().xml;
}

std::unique_ptr<World> world_with(const std::string& vendor, const Settings& settings) {
    auto out = std::make_unique<World>(vendor, tenant_with(settings));
    out->idp.connect_sp(full_sp());
    return out;
}

class Collector {
public:
    explicit Collector(std::string vendor) : vendor_(std::move(vendor)), saml_(profile(vendor_).saml) {}

    std::vector<VendorMessage> collect() {
        if (saml_.encryption) encrypted();
        if (saml_.logout) logout();
        if (saml_.artifact) artifact();
        refusals();
        metadata();
        return std::move(out_);
    }

private:
    void add(std::string kind, std::string xml, std::unique_ptr<World> world) {
        out_.push_back({std::move(kind), std::move(xml), std::move(world)});
    }

    void encrypted() {
        auto whole = world_with(vendor_, {{"encrypt", "true"}});
        std::string xml = posted(whole->login()).value().xml;
        add("encrypted", std::move(xml), std::move(whole));
        if (!saml_.encryption->name_id_shape) return;
        auto name = world_with(vendor_, {{"encrypt.name_id", "true"}});
        xml = posted(name->login()).value().xml;
        add("encrypted-name-id", std::move(xml), std::move(name));
    }

    void logout() {
        const Settings settings{{"slo", "true"}, {"slo.participate", "true"}};
        auto asked = world_with(vendor_, settings);
        std::string xml = logout_response(*asked);
        add("logout-response", std::move(xml), std::move(asked));
        auto told = world_with(vendor_, settings);
        told->login();
        xml = carried(told->hands.send({"GET", told->idp.logout_url(), {}, {}}));
        add("logout-request", std::move(xml), std::move(told));
    }

    static std::string logout_response(World& world) {
        const std::string xml = posted(world.login()).value().xml;
        const saml::Assertion assertion = read(xml, world.idp.signing_key().certificate.public_key()).assertion;
        saml::LogoutRequest request;
        request.id = "_logout-0001";
        request.issue_instant = world.clock.now();
        request.destination = world.idp.slo_url();
        request.issuer = sp_id;
        request.name_id = assertion.name_id;
        request.session_indexes = {assertion.authn_statements.at(0).session_index.value()};
        const saml::RedirectSigner signer{&sp_key().key, alg::rsa_sha256};
        return carried(world.hands.send({"GET",
                                         saml::encode_redirect(world.idp.slo_url(), "SAMLRequest",
                                                               saml::write_logout_request(request), std::nullopt, &signer),
                                         {},
                                         {}}));
    }

    void artifact() {
        auto world = world_with(vendor_, {{"response_binding", "artifact"}});
        saml::AuthnRequest request = world->request();
        request.protocol_binding.reset();
        const HttpResponse page = world->login(request);
        const std::string to = find_header(page.headers, "Location").value();
        saml::ArtifactResolve resolve;
        resolve.id = "_resolve-0001";
        resolve.issue_instant = world->clock.now();
        resolve.issuer = sp_id;
        resolve.artifact = find_param(parse_form(parse_url(to)->query).value(), "SAMLart").value();
        const std::string signed_resolve =
            saml::write_signed(saml::write_artifact_resolve(resolve), sp_key().key, crypto::Hash::sha256, "");
        const HttpResponse answer = world->hands.send(
            {"POST", world->idp.artifact_url(), {{"Content-Type", "text/xml"}}, saml::write_soap(signed_resolve)});
        std::string xml = saml::read_soap(answer.body).value();
        add("artifact", std::move(xml), std::move(world));
    }

    /// Some vendors tell the SP that nobody may come in, the others the person alone.
    void refusals() {
        auto unassigned = std::make_unique<World>(vendor_);
        unassigned->idp.unassign(unassigned->ada.username);
        if (auto said = posted(unassigned->login())) add("error", std::move(said->xml), std::move(unassigned));
        auto passive = std::make_unique<World>(vendor_);
        saml::AuthnRequest request = passive->request();
        request.is_passive = true;
        const HttpResponse page = passive->hands.get(passive->redirect_to(request));
        if (auto said = posted(page)) add("error-passive", std::move(said->xml), std::move(passive));
    }

    void metadata() {
        auto two = std::make_unique<World>(vendor_);
        two->idp.add_certificate();
        std::string xml = two->idp.metadata();
        add("metadata-two-certificates", std::move(xml), std::move(two));
        if (!saml_.metadata.federation) return;
        auto wide = std::make_unique<World>(vendor_);
        const std::string url = wide->idp.metadata_url();
        xml = wide->hands.get(url.substr(0, url.find('?'))).body;
        add("federation-metadata", std::move(xml), std::move(wide));
    }

    std::string vendor_;
    const SamlProfile& saml_;
    std::vector<VendorMessage> out_;
};

} // namespace

std::vector<VendorMessage> special_messages(const std::string& vendor) { return Collector(vendor).collect(); }

} // namespace idpsim::idp::testing
