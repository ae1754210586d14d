#include "src/engine/universe.hpp"

#include "src/core/text.hpp"
#include "src/engine/builtin_sp.hpp"
#include "src/engine/faults/stranger.hpp"
#include "src/engine/load_salesforce.hpp"
#include "src/engine/salesforce_walk.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <random>

namespace idpsim::engine {
namespace asio = boost::asio;
namespace {

/// Every case begins at the same moment of simulated time; any would do, as long as it is one.
constexpr Instant case_start = std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} + std::chrono::hours{9};

/// More than any message of SAML or SCIM that somebody reads, metadata of a federation apart; a hostile server gets no further.
constexpr std::size_t longest_answer = 8u << 20;

net::ConnectOptions connect_options(const Target& target) {
    net::ConnectOptions out;
    out.extra_ca_pem = target.ca_pem;
    out.max_body = longest_answer;
    out.longest_answer = target.answer_limit;
    return out;
}

/// The clock of a case against our own SP is simulated; a foreign SP has a clock of its own, which ours must agree with.
Instant start_of(const Target& target) { return target.in_process ? case_start : SystemClock().now(); }

/// What tells the runs of this process from all others.
std::uint64_t run_mark() {
    static const std::uint64_t mark = (std::uint64_t{std::random_device{}()} << 32) | std::random_device{}();
    return mark;
}

/// The customer's set-up, when there is one of this vendor.
const TenantFile* tenant_of(const UniverseSeed& seed, const idp::Profile& profile) {
    return seed.tenant && seed.tenant->idp == profile.id ? seed.tenant : nullptr;
}

/// As an admin who followed the product's guide sets the app up.
idp::Tenant guided_tenant(const Product& product) {
    idp::Tenant out;
    for (const auto& attribute : product.attributes) out.attributes.push_back(attribute_mapping(attribute));
    return out;
}

/// The SP is the target, so what the customer's settings say of theirs gives way.
idp::Tenant make_tenant(const UniverseSeed& seed, const idp::Profile& profile) {
    const TenantFile* customer = tenant_of(seed, profile);
    idp::Tenant guided = guided_tenant(seed.catalogue->product);
    if (!customer) return guided;
    idp::Tenant out = for_other_sp(*customer, profile.saml);
    if (!customer->maps_attributes) std::ranges::move(guided.attributes, std::back_inserter(out.attributes));
    return out;
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

/// The fields of the vendor's SCIM console that the target needs, as far as this client has them.
std::map<std::string, std::string> console_of(const Target& target, const std::string& idp, const idp::ScimProfile& dialect) {
    std::map<std::string, std::string> out;
    if (!target.scim) return out;
    const auto console = target.scim->consoles.find(idp);
    if (console == target.scim->consoles.end()) return out;
    for (const auto& [name, value] : console->second)
        if (const idp::ScimOption* option = idp::find_option(dialect, name)) out[option->key] = value;
    return out;
}

} // namespace

idp::AttributeMapping attribute_mapping(const WantedAttribute& wanted) {
    idp::AttributeMapping out;
    out.name = wanted.name;
    out.value = "{person." + wanted.value + "}";
    return out;
}

Universe::Universe(const UniverseSeed& seed, const idp::Profile& profile, std::string scim_variant, const std::string& case_id)
    : seed_(seed), profile_(profile), scim_variant_(std::move(scim_variant)), case_id_(case_id), clock_(start_of(seed.catalogue->target)),
      pauses_(clock_, !seed.catalogue->target.in_process, seed.catalogue->target.max_wait), random_(seed.seed, case_id), network_(connect_options(seed.catalogue->target)),
      hosts_(network_) {
    values_["seed"] = std::to_string(seed_.seed);
    for (const auto& [name, value] : seed_.catalogue->product.names) values_["product." + name] = value;
    values_["staff_token"] = random_.token();
    transcript_.masker().add(values_["staff_token"]);
    TargetSession& target = add_organisation("").session;
    if (seed_.catalogue->target.in_process) mount_builtin(target.value("base"), values_["staff_token"]);

    idp::Idp& idp = add_idp(profile_, make_tenant(seed_, profile_), "").idp;
    if (const TenantFile* customer = tenant_of(seed_, profile_)) add_people(*customer, idp);
    for (const idp::Person& person : idp.tenant().people) transcript_.masker().add(person.password);
}

void Universe::mount_builtin(const std::string& base, const std::string& staff_token) {
    sp::SpConfig config;
    config.base_url = base;
    config.staff_token = staff_token;
    config.names = product_names(seed_.catalogue->product.names);
    config.salesforce = salesforce_config(seed_.catalogue->salesforce);
    config.guides = seed_.catalogue->guides;
    sp::SpBehaviour behaviour = seed_.behaviour ? seed_.behaviour() : sp::SpBehaviour{};
    const net::Reading reading = behaviour.reading;
    const auto lies = behaviour.lies;
    builtin_ = std::make_unique<BuiltinSp>(std::move(config), "", clock_, random_, std::move(behaviour));
    const BackChannel back_channel = [own = wire("sp")](HttpRequest request, Millis limit, sp::Reach) -> asio::awaitable<Result<HttpResponse>> {
        net::Wire::Answer answer = co_await own.send(std::move(request), limit);
        co_return std::move(answer.response);
    };
    const net::Handler handler = [this, back_channel, lies](HttpRequest request) -> asio::awaitable<HttpResponse> {
        if (lies) {
            clock_.advance(lies(request));
            const auto executor = co_await asio::this_coro::executor;
            co_await asio::post(executor, asio::use_awaitable);   // others come in meanwhile
        }
        co_return co_await builtin_->answer(std::move(request), back_channel);
    };
    network_.mount(base, "sp", handler, reading);
}

idp::Tenant Universe::usual_tenant() const { return guided_tenant(seed_.catalogue->product); }

IdpParty& Universe::add_idp(const idp::Profile& profile, idp::Tenant tenant, const std::string& name, std::optional<std::string> base_origin) {
    Random stream(seed_.seed, case_id_ + "#idp" + name);
    idps_.push_back(std::make_unique<IdpParty>(profile, std::move(tenant), *seed_.keys, clock_, std::move(stream), std::move(base_origin)));
    hosts_.mount(*idps_.back());
    return *idps_.back();
}

SpParty& Universe::add_organisation(const std::string& name) {
    Values values = values_;
    values["case"] = case_id_ + name;
    sps_.push_back(std::make_unique<SpParty>(TargetSession(seed_.catalogue->target, wire("engine"), std::move(values)),
                                             Random(seed_.seed, case_id_ + "#scim" + name)));
    return *sps_.back();
}

SalesforceParty& Universe::salesforce() {
    if (!salesforce_) salesforce_ = std::make_unique<SalesforceParty>(seed_.catalogue->salesforce, clock_, Random(seed_.seed, case_id_ + "#salesforce"));
    return *salesforce_;
}

void Universe::mount_salesforce() {
    SalesforceParty& party = salesforce();
    const net::Handler handler = [&party](HttpRequest request) -> asio::awaitable<HttpResponse> { co_return party.salesforce.handle(request); };
    for (std::string& origin : party.salesforce.origins()) network_.mount(std::move(origin), "salesforce", handler);
    // Somebody who would like to be taken for Salesforce: what comes there is passed on to either login host.
    const net::Handler lured = [&party](HttpRequest request) -> asio::awaitable<HttpResponse> {
        ++party.lured;
        const Result<Url> url = parse_url(request.url);
        const salesforce::Vendor& vendor = party.salesforce.vendor();
        request.url = vendor.production_login + (url ? url->target() : "/");
        co_return party.salesforce.handle(request);
    };
    network_.mount(lure, "lure", lured);
}

Universe::~Universe() = default;

std::string Universe::unique() const {
    const std::uint64_t run = seed_.catalogue->target.in_process ? seed_.seed : run_mark();
    return fmt::format("{:08x}", static_cast<std::uint32_t>(hash_text(case_id_, run)));
}

net::Wire Universe::wire(std::string from) { return net::Wire(network_, transcript_, clock_, std::move(from)); }

std::shared_ptr<browser::Browser> Universe::new_browser() { return std::make_shared<browser::Browser>(wire("browser")); }

bool Universe::provides(std::string_view need) const {
    if (need == "scim" || need == "scim.groups") {
        const auto variant = profile_.scim.find(scim_variant_);
        if (variant == profile_.scim.end()) return false;
        if (need == "scim.groups" && !variant->second.groups) return false;
    }
    return sps_.front()->session.provides(need);
}

bool Universe::is_customers(std::string_view username) const {
    const TenantFile* customer = tenant_of(seed_, profile_);
    return customer && std::ranges::find(customer->people, username, &idp::Person::username) != customer->people.end();
}

asio::awaitable<Result<void>> Universe::set_up() {
    const Sides sides = first();
    const auto opened = co_await open_organisation(*sides.sp);
    if (!opened) co_return opened.error();
    if (!target().target().sp.is_there()) co_return Result<void>();
    co_return co_await connect_first(*sides.sp, *sides.idp);
}

asio::awaitable<Result<void>> Universe::scim_token_ready(SpParty& sp) {
    if (sp.scim.token_ready) co_return Result<void>();
    const auto ready = co_await sp.session.set_up("scim");
    if (!ready) co_return ready.error();
    transcript_.masker().add(sp.session.scim_token());
    sp.scim.token_ready = true;
    co_return Result<void>();
}

/// The case's dialect when the IdP is of its vendor, else that vendor's usual one; where that is no special one, a flag in the
/// base URL decides, as it does for the vendor.
const idp::ScimProfile& Universe::dialect_of(const idp::Profile& profile, const std::string& base_url) const {
    const bool special = profile.scim.contains(scim_variant_) && scim_variant_ != profile.default_scim;
    return idp::choose_scim(profile.scim, special ? scim_variant_ : "", profile.default_scim, base_url);
}

/// A pause that our own disturbance asks for concerns nobody's clock but the case's.
idp::ScimWait Universe::waiting(SpParty& sp) {
    const Disturbances disturbances = sp.scim.disturbances;
    return [this, disturbances](Millis wait, std::string why) -> asio::awaitable<bool> {
        if (disturbances.made_up_the_last()) clock_.advance(wait);
        else co_await pauses_.wait(wait, std::move(why));
        co_return true;
    };
}

asio::awaitable<Result<idp::ScimClient*>> Universe::scim(Sides sides) {
    SpParty& sp = *sides.sp;
    if (!sp.scim.client) {
        const auto ready = co_await scim_token_ready(sp);
        if (!ready) co_return ready.error();
        idp::ScimConnection connection{sp.session.scim_base(), sp.session.scim_token(), {}, waiting(sp), {}};
        if (const auto& typed = sp.scim.typed) {
            connection.base_url = typed->base;
            connection.token = typed->token;
        }
        const idp::ScimProfile& dialect = dialect_of(sides.idp->idp.profile(), connection.base_url);
        connection.options = sp.scim.typed ? sp.scim.typed->options : console_of(sp.session.target(), sides.idp->idp.profile().id, dialect);
        for (const auto& [name, value] : sp.scim.options) connection.options[name] = value;
        net::Wire wire = this->wire("idp").through(sp.scim.disturbances.passage(network_, clock_, connection.base_url));
        sp.scim.client = std::make_unique<idp::ScimClient>(dialect, std::move(connection), std::move(wire), sp.scim.random);
        sp.scim.sync = std::make_unique<idp::ScimSync>(*sp.scim.client, clock_);
    }
    co_return sp.scim.client.get();
}

asio::awaitable<conformance::Probe> Universe::anonymous_probe() {
    if (!anonymous_) {
        const auto browser = new_browser();
        anonymous_ = co_await target().probe(*browser);
    }
    co_return *anonymous_;
}

Attack Universe::attack(const Sides& sides, const std::string& email) {
    const idp::SigningKey& key = sides.idp->idp.signing_key();
    const conformance::SpSide& sp = sides.sp->side;
    const faults::Stranger& stranger = faults::stranger_like(key.certificate, case_start);
    Attack out;
    out.email = email;
    out.victim = "victim@" + email_domain();
    out.idp_entity_id = sides.idp->idp.entity_id();
    out.sp_entity_id = sp.entity_id;
    out.acs_url = sp.acs_urls.empty() ? "" : sp.acs_urls.front();
    out.idp = key;
    out.stranger = stranger.key;
    out.stranger_certificate = stranger.own;
    out.lookalike = stranger.lookalike;
    out.now = clock_.now();
    out.sp_encryption = encryption_certificate(sides.idp->idp.tenant().sp);
    return out;
}

} // namespace idpsim::engine
