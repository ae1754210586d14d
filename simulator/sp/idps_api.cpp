/// What an organisation's account admin does with identity providers: connect, look, change, remove; by document or URL.
#include "simulator/sp/authority.hpp"
#include "simulator/sp/idps.hpp"
#include "simulator/sp/metadata_refresh.hpp"
#include "simulator/sp/product.hpp"
#include "simulator/sp/text_fields.hpp"
#include "src/core/text.hpp"

#include <algorithm>
#include <array>

namespace idpsim::sp {
namespace {

constexpr std::size_t max_domains = 100, max_certificate_octets = 64u << 10;

std::string_view media_type(const HttpRequest& request, std::string& storage) {
    storage = find_header(request.headers, "Content-Type").value_or("");
    return trim(std::string_view(storage).substr(0, storage.find(';')));
}

bool is_xml_type(const HttpRequest& request) {
    std::string storage;
    const std::string_view media = media_type(request, storage);
    if (media.empty()) return true;   // what the octets are is seen when they are read
    constexpr std::array<std::string_view, 4> admitted{"application/samlmetadata+xml", "application/xml", "text/xml",
                                                       "application/octet-stream"};
    return std::ranges::any_of(admitted, [&](auto each) { return equal_nocase(each, media); });
}

bool is_json_type(const HttpRequest& request) {
    std::string storage;
    return equal_nocase(media_type(request, storage), "application/json");
}

HttpResponse no_such_idp() { return error_json(404, "not_found", "There is no such identity provider."); }

HttpResponse refuse_metadata(const Error& error) {
    const int status = error.fault == Fault::too_large ? 413 : error.fault == Fault::refused ? 409 : 400;
    return error_json(status, "invalid_metadata", error.detail);
}

/// An expired document and one of another entity are both refused; only the latter is a conflict with what is there.
HttpResponse refuse_document(const ConnectedIdp& idp, const Error& error) {
    return idp.connection ? refuse_metadata(error)
                          : error_json(error.fault == Fault::too_large ? 413 : 400, "invalid_metadata", error.detail);
}

/// A mail domain: two or more labels of letters, digits and hyphens; lower case is what is kept.
bool is_domain(std::string_view text) {
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
    };
    return text.size() <= 253 && text.find('.') != std::string_view::npos && text.front() != '.' &&
           text.back() != '.' && text.find("..") == std::string_view::npos && std::ranges::all_of(text, fits);
}

std::optional<HttpResponse> take_domains(const boost::json::object& body, ConnectedIdp& idp) {
    const boost::json::value* value = body.if_contains("domains");
    if (!value) return std::nullopt;
    const Or<std::vector<std::string>> names = read_names(*value, "domains", max_domains);
    if (!names) return names.error();
    idp.domains.clear();
    for (const std::string& name : *names) {
        idp.domains.push_back(to_lower(name));
        if (!is_domain(idp.domains.back())) return bad_field("domains", "a list of mail domains, \"example.com\"");
    }
    return std::nullopt;
}

std::optional<HttpResponse> take_refresh(const boost::json::object& body, ConnectedIdp& idp) {
    const boost::json::value* value = body.if_contains("refresh_seconds");
    if (!value) return std::nullopt;
    const Or<std::int64_t> seconds =
        read_number(*value, "refresh_seconds", shortest_refresh.count(), longest_refresh.count());
    if (!seconds) return seconds.error();
    idp.refresh_every = std::chrono::seconds(*seconds);
    return std::nullopt;
}

Result<crypto::Certificate> read_certificate(std::string_view text) {
    if (text.size() > max_certificate_octets) return Error{Fault::too_large, "certificate", "larger than 64 KiB"};
    return crypto::Certificate::from_base64(text);
}

/// The certificate that signs the metadata, or null for unsigned metadata.
std::optional<HttpResponse> take_signer(const boost::json::object& body, ConnectedIdp& idp) {
    const boost::json::value* value = body.if_contains("metadata_certificate");
    if (!value) return std::nullopt;
    idp.metadata_signer.reset();
    if (value->is_null()) return std::nullopt;
    if (!value->is_string()) return bad_field("metadata_certificate", "a certificate as PEM, or null");
    Result<crypto::Certificate> read = read_certificate(value->get_string());
    if (!read) return bad_field("metadata_certificate", "a certificate as PEM: " + printable(read.error().detail));
    idp.metadata_signer = std::move(*read);
    return std::nullopt;
}

std::optional<HttpResponse> take_options(const boost::json::object& body, ConnectedIdp& idp) {
    if (auto refusal = take_domains(body, idp)) return refusal;
    if (auto refusal = take_refresh(body, idp)) return refusal;
    return take_signer(body, idp);
}

/// A domain that two identity providers could speak for would be nobody's.
std::optional<HttpResponse> refuse_shared_domain(const Organisation& org, const ConnectedIdp& idp) {
    for (const ConnectedIdp& other : org.idps)
        for (const std::string& domain : idp.domains)
            if (other.id != idp.id && std::ranges::find(other.domains, domain) != other.domains.end())
                return error_json(409, "domain_taken", domain + " belongs to " + other.connection->entity_id + ".");
    return std::nullopt;
}

HttpResponse stored(Product& product, Organisation& org, const ConnectedIdp& idp, int status) {
    product.organisations.save(org);
    return json_answer(status, describe_idp(idp));
}

/// Connects `idp` with its first document.
HttpResponse connect_new(Product& product, Organisation& org, ConnectedIdp idp, std::string metadata) {
    const Result<void> taken = product.behaviour.idp_metadata.take(idp, std::move(metadata), product.clock.now());
    if (!taken) return refuse_document(idp, taken.error());
    if (find_idp(org, idp.id)) return error_json(409, "exists", "This identity provider is connected already.");
    if (org.idps.size() >= max_idps)
        return error_json(409, "too_many", "An organisation connects at most " + std::to_string(max_idps) +
                                               " identity providers.");
    if (auto refusal = refuse_shared_domain(org, idp)) return *refusal;
    if (idp.metadata_url) {
        idp.fetched = product.clock.now();
        idp.refresh_at = product.behaviour.idp_metadata.next_refresh(idp);
    }
    return stored(product, org, org.idps.emplace_back(std::move(idp)), 201);
}

/// Fetches the first document before anything is connected.
Reply connect_by_url(Product& product, const Organisation& org, ConnectedIdp idp) {
    if (const auto why = product.behaviour.idp_metadata.refuse_url(*idp.metadata_url, product.config))
        return bad_field("url", "fetched safely, but " + *why);
    Errand errand = metadata_errand(*idp.metadata_url, product.config);
    errand.then = [&product, id = org.id, idp = std::move(idp)](const Result<HttpResponse>& answer) -> Reply {
        Result<std::string> document = fetched_metadata(answer);
        if (!document) return error_json(502, "metadata_not_fetched", printable(describe(document.error())));
        return connect_new(product, *product.organisations.find(id), idp, std::move(*document));
    };
    return errand;
}

/// The organisation and the IdP of a URL, for its admin.
struct Place {
    Organisation* org;
    ConnectedIdp* idp;
};
Or<Place> find_place(Product& product, const Call& call) {
    const Or<Organisation*> org = organisation_to_configure(product, call);
    if (!org) return org.error();
    ConnectedIdp* idp = find_idp(**org, call.path.at(1));
    if (!idp) return no_such_idp();
    return Place{*org, idp};
}

} // namespace

Reply connect_as_told(Product& product, Organisation& org, const boost::json::object& told) {
    if (auto refusal = refuse_unknown_fields(told, {"metadata", "url", "domains", "refresh_seconds",
                                                     "metadata_certificate"}))
        return *refusal;
    ConnectedIdp idp;
    if (auto refusal = take_options(told, idp)) return *refusal;
    const boost::json::value* document = told.if_contains("metadata");
    const boost::json::value* url = told.if_contains("url");
    if ((document != nullptr) == (url != nullptr)) return bad_field("metadata", "told, or `url`, one of the two");
    if (document && !document->is_string()) return bad_field("metadata", "an XML document as a text");
    if (document) return connect_new(product, org, std::move(idp), std::string(document->get_string()));
    const Or<std::string> source = read_name(told, "url");
    if (!source) return source.error();
    idp.metadata_url = *source;
    return connect_by_url(product, org, std::move(idp));
}

void disconnect(Product& product, Organisation& org, const ConnectedIdp& idp) {
    product.sessions.end_if([&](const Session& session) { return session.org == org.id && session.idp == idp.connection->entity_id; });
    std::erase_if(org.idps, [&](const ConnectedIdp& each) { return &each == &idp; });
    product.organisations.save(org);
}

HttpResponse connect_idp(Product& product, const Call& call) {
    const Or<Organisation*> org = organisation_to_configure(product, call);
    if (!org) return org.error();
    if (!is_xml_type(call.request))
        return error_json(415, "unsupported_media_type", "The body has to be SAML metadata, as XML.");
    ConnectedIdp idp;
    const Result<void> taken = product.behaviour.idp_metadata.take(idp, call.request.body, product.clock.now());
    if (!taken) return refuse_document(idp, taken.error());
    (*org)->idps = {std::move(idp)};
    return stored(product, **org, (*org)->idps.front(), 200);
}

HttpResponse list_idps(Product& product, const Call& call) {
    const Or<Organisation*> org = organisation_of_admin(product, call);
    if (!org) return org.error();
    boost::json::array idps;
    for (const ConnectedIdp& idp : (*org)->idps) idps.push_back(describe_idp(idp));
    return json_answer(200, {{"idps", std::move(idps)}});
}

Reply add_idp(Product& product, const Call& call) {
    const Or<Organisation*> org = organisation_to_configure(product, call);
    if (!org) return org.error();
    if (is_json_type(call.request)) {
        const Or<boost::json::object> body = read_json(call.request);
        return body ? connect_as_told(product, **org, *body) : Reply(body.error());
    }
    if (!is_xml_type(call.request))
        return error_json(415, "unsupported_media_type", "The body has to be SAML metadata, as XML, or JSON.");
    return connect_new(product, **org, {}, call.request.body);
}

HttpResponse show_idp(Product& product, const Call& call) {
    const Or<Organisation*> org = organisation_of_admin(product, call);
    if (!org) return org.error();
    const ConnectedIdp* idp = find_idp(**org, call.path.at(1));
    return idp ? json_answer(200, describe_idp(*idp)) : no_such_idp();
}

HttpResponse replace_idp_metadata(Product& product, const Call& call) {
    const Or<Place> place = find_place(product, call);
    if (!place) return place.error();
    if (!is_xml_type(call.request))
        return error_json(415, "unsupported_media_type", "The body has to be SAML metadata, as XML.");
    const Result<void> taken =
        product.behaviour.idp_metadata.take(*place->idp, call.request.body, product.clock.now());
    if (!taken) return refuse_metadata(taken.error());
    return stored(product, *place->org, *place->idp, 200);
}

HttpResponse change_idp(Product& product, const Call& call) {
    const Or<Place> place = find_place(product, call);
    if (!place) return place.error();
    const Or<boost::json::object> body = read_json(call.request);
    if (!body) return body.error();
    if (auto refusal = refuse_unknown_fields(*body, {"domains", "refresh_seconds", "metadata_certificate"}))
        return *refusal;
    ConnectedIdp changed = *place->idp;
    if (auto refusal = take_options(*body, changed)) return *refusal;
    if (auto refusal = refuse_shared_domain(*place->org, changed)) return *refusal;
    const Result<void> taken = take_metadata(changed, changed.metadata, Instant::min());
    if (!taken) return refuse_metadata(taken.error());   // the document at hand is not signed so
    if (changed.metadata_url) changed.refresh_at = product.behaviour.idp_metadata.next_refresh(changed);
    *place->idp = std::move(changed);
    return stored(product, *place->org, *place->idp, 200);
}

HttpResponse remove_idp(Product& product, const Call& call) {
    const Or<Place> place = find_place(product, call);
    if (!place) return place.error();
    disconnect(product, *place->org, *place->idp);
    return HttpResponse{204, {}, ""};
}

Reply refresh_idp(Product& product, const Call& call) {
    const Or<Place> place = find_place(product, call);
    if (!place) return place.error();
    if (!place->idp->metadata_url)
        return error_json(409, "no_url", "This identity provider's metadata was uploaded; there is no URL to fetch.");
    return refresh_metadata(product, place->org->id, place->idp->id,
                            [&product, org = place->org->id, idp = place->idp->id](const std::string& problem) -> Reply {
                                if (!problem.empty()) return error_json(502, "metadata_not_refreshed", problem);
                                return json_answer(200, describe_idp(*find_idp(*product.organisations.find(org), idp)));
                            });
}

HttpResponse trust_certificate(Product& product, const Call& call) {
    const Or<Place> place = find_place(product, call);
    if (!place) return place.error();
    Result<crypto::Certificate> certificate = read_certificate(call.request.body);
    if (!certificate)
        return error_json(400, "invalid_certificate", "The body has to be a certificate: " + printable(certificate.error().detail));
    const Result<void> added = add_certificate(*place->idp, std::move(*certificate));
    if (!added) return refuse_metadata(added.error());
    return stored(product, *place->org, *place->idp, 201);
}

HttpResponse distrust_certificate(Product& product, const Call& call) {
    const Or<Place> place = find_place(product, call);
    if (!place) return place.error();
    const std::string sha256(call.path.at(2));
    const auto& trusted = place->idp->connection->certificates;
    if (std::ranges::none_of(trusted, [&](const auto& each) { return each.fingerprint() == sha256; }))
        return error_json(404, "not_found", "There is no such certificate.");
    const Result<void> withdrawn = withdraw_certificate(*place->idp, sha256);
    if (!withdrawn) return error_json(409, "last_certificate", withdrawn.error().detail);
    return stored(product, *place->org, *place->idp, 200);
}

} // namespace idpsim::sp
