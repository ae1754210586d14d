#include "src/engine/universe.hpp"

#include "src/engine/builtin_sp.hpp"
#include "src/saml/reader.hpp"

#include <algorithm>
#include <mutex>

namespace idpsim::engine {
namespace asio = boost::asio;
namespace {

/// Every case begins at the same moment of simulated time; any would do, as long as it is one.
constexpr Instant case_start = std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} + std::chrono::hours{9};

net::ConnectOptions connect_options(const Target& target) {
    net::ConnectOptions out;
    out.extra_ca_pem = target.ca_pem;
    return out;
}

/// The clock of a case against our own SP is simulated; a foreign SP has a clock of its own, which ours must agree with.
Instant start_of(const Target& target) { return target.in_process ? case_start : SystemClock().now(); }

/// The customer's set-up, when there is one of this vendor.
const TenantFile* tenant_of(const UniverseSeed& seed, const idp::Profile& profile) {
    return seed.tenant && seed.tenant->idp == profile.id ? seed.tenant : nullptr;
}

/// The SP is the target, so what the customer's settings say of theirs gives way.
idp::Tenant make_tenant(const UniverseSeed& seed, const idp::Profile& profile) {
    const TenantFile* customer = tenant_of(seed, profile);
    idp::Tenant out = customer ? for_other_sp(*customer, profile.saml) : idp::Tenant{};
    if (customer && customer->maps_attributes) return out;
    const Product& product = seed.catalogue->product;
    for (const auto& attribute : product.attributes) out.attributes.push_back(attribute_mapping(attribute));
    return out;
}

/// Somebody with a key that nobody trusts, and certificates that may say anything.
struct Stranger {
    crypto::PrivateKey key;
    crypto::Certificate own, lookalike;
};

/// "CN=okta,O=Okta" (RFC 2253, last first) as it stands in a certificate.
std::vector<std::pair<std::string, std::string>> names_in(const std::string& subject) {
    std::vector<std::pair<std::string, std::string>> out;
    std::string part;
    const auto take = [&] {
        const auto equals = part.find('=');
        if (equals != std::string::npos) out.emplace(out.begin(), part.substr(0, equals), part.substr(equals + 1));
        part.clear();
    };
    for (std::size_t i = 0; i < subject.size(); ++i) {
        if (subject[i] == '\\' && i + 1 < subject.size()) part += subject[++i];
        else if (subject[i] == ',') take();
        else part += subject[i];
    }
    take();
    return out;
}

crypto::Certificate certificate_of(const crypto::PrivateKey& key, std::vector<std::pair<std::string, std::string>> names) {
    crypto::CertificateSpec spec;
    spec.subject = std::move(names);
    spec.not_before = case_start - std::chrono::hours{24};
    spec.not_after = case_start + std::chrono::hours{24 * 365};
    spec.serial = std::string(1, '\x01');
    return crypto::Certificate::self_signed(key, spec);
}

/// One key per process, one lookalike per certificate.
const Stranger& stranger_like(const crypto::Certificate& certificate) {
    static std::mutex mutex;
    static const crypto::PrivateKey key = crypto::PrivateKey::generate_rsa(2048);
    static std::map<std::string, Stranger> known;
    const std::scoped_lock lock(mutex);
    auto found = known.find(certificate.subject());
    if (found == known.end()) {
        Stranger made{key, certificate_of(key, {{"CN", "stranger"}}), certificate_of(key, names_in(certificate.subject()))};
        found = known.emplace(certificate.subject(), std::move(made)).first;
    }
    return found->second;
}

/// To which the SP's metadata says to encrypt.
std::optional<crypto::Certificate> encryption_certificate(const std::optional<saml::EntityDescriptor>& sp) {
    if (!sp || !sp->sp) return std::nullopt;
    for (const saml::KeyDescriptor& key : sp->sp->keys)
        for (const std::string& text : key.certificates)
            if (const auto certificate = crypto::Certificate::from_base64(text); certificate && key.use.value_or("encryption") == "encryption")
                return *certificate;
    return std::nullopt;
}

/// Metadata that the vendor's console would refuse is the SP's fault, not ours.
Result<void> connect(idp::Idp& idp, saml::EntityDescriptor sp) {
    try {
        idp.connect_sp(std::move(sp));
        return {};
    } catch (const Failure& refused) {
        return refused.error();
    }
}

} // namespace

idp::AttributeMapping attribute_mapping(const WantedAttribute& wanted) {
    idp::AttributeMapping out;
    out.name = wanted.name;
    out.value = "{person." + wanted.value + "}";
    return out;
}

Universe::Universe(const UniverseSeed& seed, const idp::Profile& profile, std::string scim_variant, const std::string& case_id)
    : seed_(seed), profile_(profile), scim_variant_(std::move(scim_variant)), clock_(start_of(seed.catalogue->target)),
      random_(seed.seed, case_id), idp_random_(seed.seed, case_id + "#idp"), scim_random_(seed.seed, case_id + "#scim"),
      network_(connect_options(seed.catalogue->target)) {
    const Target& target = seed_.catalogue->target;
    const Product& product = seed_.catalogue->product;
    Values values;
    values["case"] = case_id;
    values["seed"] = std::to_string(seed_.seed);
    for (const auto& [name, value] : product.names) values["product." + name] = value;
    values["staff_token"] = random_.token();
    transcript_.masker().add(values["staff_token"]);
    const std::string staff_token = values["staff_token"];
    target_ = std::make_unique<TargetSession>(target, wire("engine"), std::move(values));

    if (target.in_process) {
        sp::SpConfig config;
        config.base_url = target_->value("base");
        config.staff_token = staff_token;
        config.names = product_names(product.names);
        builtin_ = std::make_unique<BuiltinSp>(std::move(config), "", clock_, random_,
                                               seed_.behaviour ? seed_.behaviour() : sp::SpBehaviour{});
        const BackChannel back_channel = [own = wire("sp")](HttpRequest request, Millis limit) -> asio::awaitable<Result<HttpResponse>> {
            net::Wire::Answer answer = co_await own.send(std::move(request), limit);
            co_return std::move(answer.response);
        };
        const net::Handler handler = [this, back_channel](HttpRequest request) -> asio::awaitable<HttpResponse> {
            co_return co_await builtin_->answer(std::move(request), back_channel);
        };
        network_.mount(target_->value("base"), "sp", handler);
    }
    idp_ = std::make_unique<idp::Idp>(profile_, make_tenant(seed_, profile_), *seed_.keys, clock_, idp_random_);
    if (const TenantFile* customer = tenant_of(seed_, profile_)) add_people(*customer, *idp_);
    for (const idp::Person& person : idp_->tenant().people) transcript_.masker().add(person.password);
    const net::Handler handler = [this](HttpRequest request) -> asio::awaitable<HttpResponse> { co_return idp_->handle(request); };
    for (const std::string& origin : idp_->origins()) network_.mount(origin, "idp", handler);
}

Universe::~Universe() = default;

net::Wire Universe::wire(std::string from) { return net::Wire(network_, transcript_, clock_, std::move(from)); }

std::shared_ptr<browser::Browser> Universe::new_browser() { return std::make_shared<browser::Browser>(wire("browser")); }

bool Universe::provides(std::string_view need) const {
    if (need == "scim" || need == "scim.groups") {
        const auto variant = profile_.scim.find(scim_variant_);
        if (variant == profile_.scim.end()) return false;
        if (need == "scim.groups" && !variant->second.groups) return false;
    }
    return target_->provides(need);
}

bool Universe::is_customers(std::string_view username) const {
    const TenantFile* customer = tenant_of(seed_, profile_);
    return customer && std::ranges::find(customer->people, username, &idp::Person::username) != customer->people.end();
}

asio::awaitable<Result<void>> Universe::meet_sp() {
    auto side = co_await target_->sp_side();
    if (!side) co_return side.error();
    sp_side_ = std::move(*side);

    saml::EntityDescriptor sp;
    if (auto described = saml::read_metadata(sp_side_.metadata); described && described->sp) sp = std::move(*described);
    if (sp.entity_id.empty()) sp.entity_id = sp_side_.entity_id;
    if (!sp.sp) sp.sp.emplace();
    // What the metadata lacks the admin enters by hand, as the target file says; the checks tell of the lack.
    if (!std::ranges::any_of(sp.sp->acs, [](const saml::Endpoint& one) { return one.binding == saml::binding_post; }))
        for (const std::string& acs : sp_side_.acs_urls) sp.sp->acs.push_back({saml::binding_post, acs, {}, 0, true});
    co_return connect(*idp_, std::move(sp));
}

asio::awaitable<Result<void>> Universe::set_up() {
    const auto started = co_await target_->set_up("start");
    if (!started) co_return started.error();
    const auto met = co_await meet_sp();
    if (!met) co_return met.error();

    target_->set("idp.metadata", idp_->metadata());
    target_->set("idp.entity_id", idp_->entity_id());
    target_->set("idp.sso_url", idp_->sso_url());
    co_return co_await target_->set_up("idp");
}

asio::awaitable<Result<void>> Universe::scim_token_ready() {
    if (scim_ready_) co_return Result<void>();
    const auto ready = co_await target_->set_up("scim");
    if (!ready) co_return ready.error();
    transcript_.masker().add(target_->scim_token());
    scim_ready_ = true;
    co_return Result<void>();
}

asio::awaitable<Result<idp::ScimClient*>> Universe::scim() {
    if (!scim_) {
        const auto ready = co_await scim_token_ready();
        if (!ready) co_return ready.error();
        idp::ScimConnection connection;
        connection.base_url = target_->scim_base();
        connection.token = target_->scim_token();
        scim_ = std::make_unique<idp::ScimClient>(profile_.scim.at(scim_variant_), std::move(connection), wire("idp"), scim_random_);
    }
    co_return scim_.get();
}

void Universe::forget_links() { scim_.reset(); }

asio::awaitable<conformance::Probe> Universe::anonymous_probe() {
    if (!anonymous_) {
        const auto browser = new_browser();
        anonymous_ = co_await target_->probe(*browser);
    }
    co_return *anonymous_;
}

Attack Universe::attack(const std::string& email) {
    const idp::SigningKey& key = idp_->signing_key();
    const Stranger& stranger = stranger_like(key.certificate);
    Attack out;
    out.email = email;
    out.victim = "victim@" + email_domain();
    out.idp_entity_id = idp_->entity_id();
    out.sp_entity_id = sp_side_.entity_id;
    out.acs_url = sp_side_.acs_urls.empty() ? "" : sp_side_.acs_urls.front();
    out.idp = key;
    out.stranger = stranger.key;
    out.stranger_certificate = stranger.own;
    out.lookalike = stranger.lookalike;
    out.now = clock_.now();
    out.sp_encryption = encryption_certificate(idp_->tenant().sp);
    return out;
}

} // namespace idpsim::engine
