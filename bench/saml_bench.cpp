/// How many signed Responses does one core issue and verify: raw RSA, a bare libxml2 and xmlsec loop, the simulated
/// vendors and the built-in SP's rules? Prints "what<TAB>issued/s<TAB>verified/s" lines; bench/saml makes the table.
/// bench_saml FOLDER [VENDOR...]: leaves the first vendor's message and keys in FOLDER for the peers' drivers.
#include "simulator/idp/idp.hpp"
#include "simulator/sp/idp_connection.hpp"
#include "simulator/sp/message.hpp"
#include "simulator/sp/rules/rules.hpp"
#include "src/core/url.hpp"
#include "src/engine/assets.hpp"
#include "src/engine/load_profile.hpp"
#include "src/saml/decode.hpp"
#include "src/xml/html.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <fmt/format.h>
#include <libxml/parser.h>
#include <openssl/evp.h>
#include <pugixml.hpp>
#include <xmlsec/openssl/evp.h>
#include <xmlsec/xmldsig.h>
#include <xmlsec/xmltree.h>

#include <ctime>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <vector>

namespace {

using namespace idpsim;

constexpr double seconds_each = 2;
constexpr char sp_entity_id[] = "https://sp.example.test/metadata";
constexpr char acs_url[] = "https://sp.example.test/acs";

[[noreturn]] void give_up(const std::string& why) { throw Failure(Error{Fault::invalid, "bench_saml", why}); }

/// CPU time of this thread: what else runs on the machine has little part in it.
double cpu_seconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

/// How often a second `work` is done on this thread.
template <class Work> double rate(Work work) {
    work(); // whatever is set up once
    const double begun = cpu_seconds();
    double passed = 0;
    int done = 0;
    while (passed < seconds_each) {
        for (int i = 0; i < 20; ++i) work();
        done += 20;
        passed = cpu_seconds() - begun;
    }
    return done / passed;
}

void row(const std::string& what, double issued, double verified) {
    fmt::print("{}\t{:.0f}\t{:.0f}\n", what, issued, verified);
}

// ---- raw RSA

struct Raw {
    double sign, verify;
};

Raw raw_rsa(const crypto::PrivateKey& key) {
    const std::string octets(512, 'x'); // the size of a SignedInfo
    const std::string signature = key.sign(crypto::Hash::sha256, octets);
    const crypto::PublicKey known = key.public_key();
    return {rate([&] { key.sign(crypto::Hash::sha256, octets); }), rate([&] {
                if (!known.verify(crypto::Hash::sha256, octets, signature)) give_up("raw RSA does not verify");
            })};
}

// ---- libxml2 and xmlsec alone

class Bare {
public:
    Bare(std::string text, const crypto::PrivateKey& key) : text_(std::move(text)), key_(key) {}

    void sign() const {
        xmlDoc* document = read();
        xmlSecDSigCtx* context = lent();
        xmlChar* out = nullptr;
        int size = 0;
        if (xmlSecDSigCtxSign(context, signature_in(document)) < 0) give_up("xmlsec does not sign");
        xmlDocDumpMemory(document, &out, &size);
        xmlFree(out);
        xmlSecDSigCtxDestroy(context);
        xmlFreeDoc(document);
    }

    void verify() const {
        xmlDoc* document = read();
        xmlSecDSigCtx* context = lent();
        if (xmlSecDSigCtxVerify(context, signature_in(document)) < 0 || context->status != xmlSecDSigStatusSucceeded)
            give_up("xmlsec does not verify");
        xmlSecDSigCtxDestroy(context);
        xmlFreeDoc(document);
    }

private:
    xmlDoc* read() const {
        xmlDoc* document =
            xmlReadMemory(text_.data(), static_cast<int>(text_.size()), nullptr, nullptr, XML_PARSE_NONET);
        const xmlChar* ids[] = {reinterpret_cast<const xmlChar*>("ID"), nullptr};
        xmlSecAddIDs(document, xmlDocGetRootElement(document), ids);
        return document;
    }
    static xmlNode* signature_in(xmlDoc* document) {
        return xmlSecFindNode(xmlDocGetRootElement(document), xmlSecNodeSignature, xmlSecDSigNs);
    }
    xmlSecDSigCtx* lent() const {
        xmlSecDSigCtx* context = xmlSecDSigCtxCreate(nullptr);
        EVP_PKEY_up_ref(key_.native());
        context->signKey = xmlSecKeyCreate();
        xmlSecKeySetValue(context->signKey, xmlSecOpenSSLEvpKeyAdopt(key_.native()));
        return context;
    }

    std::string text_;
    const crypto::PrivateKey& key_;
};

// ---- the simulated vendor

saml::EntityDescriptor service_provider() {
    saml::EntityDescriptor sp;
    sp.entity_id = sp_entity_id;
    sp.sp.emplace();
    sp.sp->acs.push_back({saml::binding_post, acs_url, {}, 0, true});
    return sp;
}

/// A person who is signed on at the vendor and opens the app's tile again and again.
class Vendor {
public:
    Vendor(const idp::Profile& profile, idp::KeyRing& keys)
        : random_(Random::from_system()), idp_(profile, {}, keys, clock_, random_) {
        idp_.connect_sp(service_provider());
        idp::Person ada;
        ada.given_name = "Ada";
        ada.family_name = "Byron";
        ada.email = "ada@example.test";
        const idp::Person& person = idp_.add_person(std::move(ada));
        idp_.assign(person.username);
        idp::AttributeMapping email; // the NameID is no address with every vendor
        email.name = "email";
        email.value = "{person.email}";
        idp_.tenant().attributes.push_back(std::move(email));
        sign_on(person);
    }

    /// The page that posts the Response.
    HttpResponse page() {
        HttpRequest request;
        request.url = idp_.initiate_url();
        request.headers = {{"Cookie", cookie_}};
        return idp_.handle(request);
    }

    std::string response() {
        Exchange exchange;
        exchange.response = page();
        const auto messages = saml::decode_messages(exchange);
        if (messages.size() != 1) give_up("the vendor sent no Response");
        return messages.front().xml;
    }

    idp::Idp& idp() { return idp_; }

private:
    /// Through the login form, as a browser goes.
    void sign_on(const idp::Person& person) {
        HttpRequest request;
        request.url = idp_.initiate_url();
        HttpResponse answer = idp_.handle(request);
        while (answer.status >= 300 && answer.status < 400) {
            request.url = resolved(request.url, *find_header(answer.headers, "Location"));
            answer = idp_.handle(request);
        }
        const auto html = xml::read_html(answer.body);
        if (!html || html->forms.empty()) give_up("the vendor shows no login form");
        const xml::HtmlForm& form = html->forms.front();
        request.method = "POST";
        request.url = resolved(request.url, form.action);
        request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
        for (const xml::HtmlInput& input : form.inputs) {
            if (input.name.empty()) continue;
            const std::string& value = input.type == "password" ? person.password
                                       : input.type == "hidden" ? input.value
                                                                : person.username;
            request.body += (request.body.empty() ? "" : "&") + form_encode(input.name) + "=" + form_encode(value);
        }
        const auto set = find_header(idp_.handle(request).headers, "Set-Cookie");
        if (!set) give_up("the vendor set no session");
        cookie_ = set->substr(0, set->find(';'));
    }

    static std::string resolved(const std::string& base, const std::string& reference) {
        const auto url = resolve_url(base, reference);
        if (!url) give_up("no URL: " + reference);
        return *url;
    }

    SystemClock clock_;
    Random random_;
    idp::Idp idp_;
    std::string cookie_;
};

// ---- the built-in SP

class Judging {
public:
    Judging(const std::string& metadata, const std::string& response)
        : connection_(sp::read_idp_connection(metadata, SystemClock().now()).value()), rules_(sp::default_rules()) {
        request_.method = "POST";
        request_.url = acs_url;
        request_.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
        request_.body = "SAMLResponse=" + form_encode(saml::encode_post(response));
    }

    /// The form is decoded, the message read and every rule judged.
    void judge() const {
        sp::LoginContext login;
        login.now = SystemClock().now();
        login.skew = Millis(60'000);
        login.sp_entity_id = sp_entity_id;
        login.acs_url = acs_url;
        login.idp_entity_id = connection_.entity_id;
        login.policy = xml::VerifyPolicy{connection_.keys};
        login.metadata_valid_until = connection_.valid_until;
        login.allow_unsolicited = true;
        login.want_assertions_signed = false;
        login.require_encryption = false;
        login.decrypt_policy = [] { return xml::DecryptPolicy{}; };
        login.contexts_asked = [](const std::optional<std::string>&) { return std::vector<std::string>(); };
        login.request_state = [](std::string_view) { return sp::RequestState::unknown; };
        login.seen_before = [](std::string_view, std::string_view) { return false; };
        login.account_state = [](const sp::Identity&) { return sp::AccountState::active; };
        sp::read_request(login, request_, sp::AttributeMapping::usual(), xml::verify_enveloped);
        const auto judgements = sp::judge(rules_, login, sp::Judge::until_failure);
        if (judgements.size() != rules_.size() || !judgements.back().outcome.holds())
            give_up("refused: " + std::string(judgements.back().rule->id) + " " + judgements.back().outcome.actual);
    }

private:
    sp::IdpConnection connection_;
    std::vector<sp::Rule> rules_;
    HttpRequest request_;
};

// ---- what the peers work on

std::string without_signatures(const std::string& text) {
    pugi::xml_document tree;
    tree.load_string(text.c_str(), pugi::parse_default | pugi::parse_ws_pcdata);
    const auto remove = [](const auto& self, pugi::xml_node node) -> void {
        for (pugi::xml_node child = node.first_child(); child;) {
            const pugi::xml_node next = child.next_sibling();
            if (std::string_view(child.name()).ends_with("Signature"))
                node.remove_child(child);
            else
                self(self, child);
            child = next;
        }
    };
    remove(remove, tree);
    std::ostringstream out;
    tree.save(out, "", pugi::format_raw | pugi::format_no_declaration);
    return out.str();
}

void leave_for_peers(const std::filesystem::path& folder, idp::Idp& idp, const std::string& response) {
    const auto write = [&](const char* name, const std::string& text) { std::ofstream(folder / name) << text; };
    write("response.xml", response);
    write("response.b64", saml::encode_post(response));
    write("unsigned.xml", without_signatures(response));
    write("idp.xml", idp.metadata());
    write("key.pem", idp.signing_key().key.to_pem());
    write("cert.pem", idp.signing_key().certificate.to_pem());
    write("facts.json", boost::json::serialize(boost::json::object{{"sp_entity_id", sp_entity_id},
                                                                   {"acs_url", acs_url},
                                                                   {"idp_entity_id", idp.entity_id()},
                                                                   {"sso_url", idp.sso_url()}}));
}

void measure(const idp::Profile& profile, idp::KeyRing& keys, const std::filesystem::path& folder, bool first) {
    Vendor vendor(profile, keys);
    const std::string response = vendor.response();
    const crypto::PrivateKey& key = vendor.idp().signing_key().key;
    if (first) {
        leave_for_peers(folder, vendor.idp(), response);
        const Raw raw = raw_rsa(key);
        row("raw RSA-" + std::to_string(key.bits()) + " (EVP)", raw.sign, raw.verify);
        const Bare bare(response, key);
        row("bare libxml2 + xmlsec, " + profile.id + "'s message", rate([&] { bare.sign(); }),
            rate([&] { bare.verify(); }));
    }
    const Judging judging(vendor.idp().metadata(), response);
    const double issued = rate([&] { vendor.page(); });
    row("idpsim, " + profile.id, issued, rate([&] { judging.judge(); }));
}

} // namespace

int main(int argc, char** argv) try {
    const xml::Library library;
    const std::filesystem::path folder = argc > 1 ? argv[1] : ".";
    const std::vector<std::string> wanted =
        argc > 2 ? std::vector<std::string>(argv + 2, argv + argc) : std::vector<std::string>{"entra"};
    lua::State state;
    idp::KeyRing keys;
    for (const std::string& name : wanted) {
        const idp::Profile profile =
            engine::load_profile(state, engine::data_folder() / "simulator" / "profiles" / (name + ".lua"));
        measure(profile, keys, folder, name == wanted.front());
    }
} catch (const Failure& failure) {
    fmt::print(stderr, "bench_saml: {}\n", failure.what());
    return 1;
}
