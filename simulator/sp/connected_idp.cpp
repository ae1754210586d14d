#include "simulator/sp/connected_idp.hpp"

#include "simulator/sp/text_fields.hpp"

#include <algorithm>

namespace idpsim::sp {
namespace {

bool is_withdrawn(const ConnectedIdp& idp, const crypto::Certificate& certificate) {
    return std::ranges::find(idp.withdrawn, certificate.fingerprint()) != idp.withdrawn.end();
}

/// The connection that metadata and the admin's own certificates come to.
Result<std::shared_ptr<const IdpConnection>> connect(const ConnectedIdp& idp, Instant now) {
    std::string signed_octets;
    if (idp.metadata_signer) {
        Result<std::string> verified = verified_metadata(idp.metadata, *idp.metadata_signer);
        if (!verified) return verified.error();
        signed_octets = std::move(*verified);
    }
    Result<IdpConnection> read = read_idp_connection(idp.metadata_signer ? signed_octets : idp.metadata, now);
    if (!read) return read.error();
    std::vector<crypto::Certificate> all = std::move(read->certificates);
    for (const crypto::Certificate& each : idp.added)
        if (std::ranges::find(all, each) == all.end()) all.push_back(each);
    std::erase_if(all, [&](const crypto::Certificate& each) { return is_withdrawn(idp, each); });
    if (all.empty()) return Error{Fault::invalid, "IdP certificates", "no certificate for signing would be left"};
    read->keys.clear();
    for (const crypto::Certificate& each : all) read->keys.push_back(each.public_key());
    read->certificates = std::move(all);
    return std::make_shared<const IdpConnection>(std::move(*read));
}

/// Makes `changed` what `idp` is, when that can be connected.
Result<void> accept(ConnectedIdp& idp, ConnectedIdp changed, Instant now) {
    Result<std::shared_ptr<const IdpConnection>> connection = connect(changed, now);
    if (!connection) return connection.error();
    if (idp.connection && idp.connection->entity_id != (*connection)->entity_id)
        return Error{Fault::refused, "IdP metadata", "the entityID would become " + (*connection)->entity_id +
                                                         "; it stays " + idp.connection->entity_id +
                                                         " for as long as this identity provider is connected"};
    changed.connection = std::move(*connection);
    changed.id = idp_id(changed.connection->entity_id);
    idp = std::move(changed);
    return {};
}

boost::json::array to_base64(const std::vector<crypto::Certificate>& certificates) {
    boost::json::array out;
    for (const crypto::Certificate& each : certificates) out.emplace_back(each.base64());
    return out;
}

std::string text_at(const boost::json::object& kept, boost::json::string_view name) {
    const boost::json::value* value = kept.if_contains(name);
    return value && value->is_string() ? std::string(value->get_string()) : std::string{};
}

std::vector<std::string> texts_at(const boost::json::object& kept, boost::json::string_view name) {
    std::vector<std::string> out;
    for (const boost::json::value& each : kept.at(name).as_array()) out.emplace_back(each.as_string());
    return out;
}

boost::json::object describe_certificate(const crypto::Certificate& certificate) {
    return {{"sha256", certificate.fingerprint()},
            {"subject", certificate.subject()},
            {"not_after", format_instant(certificate.not_after())}};
}

boost::json::array describe_certificates(const IdpConnection& connection) {
    boost::json::array out;
    for (const crypto::Certificate& each : connection.certificates) out.push_back(describe_certificate(each));
    return out;
}

void describe_endpoints(boost::json::object& out, const IdpConnection& connection) {
    if (connection.sso_redirect) out["sso_redirect"] = *connection.sso_redirect;
    if (connection.sso_post) out["sso_post"] = *connection.sso_post;
    if (connection.slo_redirect) out["slo_redirect"] = connection.slo_redirect->location;
    if (connection.slo_post) out["slo_post"] = connection.slo_post->location;
    if (!connection.artifact_resolution.empty())
        out["artifact_resolution"] = connection.artifact_resolution.begin()->second;
    out["wants_signed_requests"] = connection.wants_signed_requests;
}

void describe_source(boost::json::object& out, const ConnectedIdp& idp) {
    if (!idp.metadata_url) return;
    out["metadata_url"] = *idp.metadata_url;
    out["refresh_seconds"] = idp.refresh_every.count();
    out["fetched"] = format_instant(idp.fetched);
    out["next_refresh"] = format_instant(idp.refresh_at);
    if (!idp.problem.empty()) out["problem"] = idp.problem;
}

} // namespace

std::string idp_id(std::string_view entity_id) {
    return "idp-" + crypto::to_hex(crypto::digest(crypto::Hash::sha256, entity_id)).substr(0, 16);
}

Result<void> take_metadata(ConnectedIdp& idp, std::string metadata, Instant now) {
    ConnectedIdp changed = idp;
    changed.metadata = std::move(metadata);
    return accept(idp, std::move(changed), now);
}

Result<void> add_certificate(ConnectedIdp& idp, crypto::Certificate certificate) {
    ConnectedIdp changed = idp;
    std::erase(changed.withdrawn, certificate.fingerprint());
    if (std::ranges::find(changed.added, certificate) == changed.added.end())
        changed.added.push_back(std::move(certificate));
    return accept(idp, std::move(changed), Instant::min());
}

Result<void> withdraw_certificate(ConnectedIdp& idp, const std::string& sha256) {
    ConnectedIdp changed = idp;
    std::erase_if(changed.added, [&](const crypto::Certificate& each) { return each.fingerprint() == sha256; });
    changed.withdrawn.push_back(sha256);
    return accept(idp, std::move(changed), Instant::min());
}

Instant next_refresh(const ConnectedIdp& idp) {
    Millis wait = idp.refresh_every;
    if (idp.connection->cache_duration) wait = std::min(wait, *idp.connection->cache_duration);
    if (idp.connection->valid_until) wait = std::min(wait, (*idp.connection->valid_until - idp.fetched) / 2);
    return idp.fetched + std::clamp<Millis>(wait, shortest_refresh, longest_refresh);
}

boost::json::object keep_idp(const ConnectedIdp& idp) {
    boost::json::object out{{"metadata", idp.metadata},
                            {"domains", to_json(idp.domains)},
                            {"added", to_base64(idp.added)},
                            {"withdrawn", to_json(idp.withdrawn)}};
    if (idp.metadata_url) {
        out["metadata_url"] = *idp.metadata_url;
        out["refresh_seconds"] = idp.refresh_every.count();
        out["fetched"] = format_instant(idp.fetched);
    }
    if (idp.metadata_signer) out["metadata_signer"] = idp.metadata_signer->base64();
    return out;
}

ConnectedIdp restore_idp(const boost::json::object& kept) {
    ConnectedIdp out;
    out.domains = texts_at(kept, "domains");
    out.withdrawn = texts_at(kept, "withdrawn");
    for (const std::string& each : texts_at(kept, "added"))
        out.added.push_back(crypto::Certificate::from_base64(each).value());
    if (kept.contains("metadata_signer"))
        out.metadata_signer = crypto::Certificate::from_base64(text_at(kept, "metadata_signer")).value();
    take_metadata(out, text_at(kept, "metadata"), Instant::min()).value();
    if (!kept.contains("metadata_url")) return out;
    out.metadata_url = text_at(kept, "metadata_url");
    out.refresh_every = std::chrono::seconds(kept.at("refresh_seconds").to_number<std::int64_t>());
    out.fetched = parse_instant(text_at(kept, "fetched")).value();
    out.refresh_at = next_refresh(out);
    return out;
}

boost::json::object describe_idp(const ConnectedIdp& idp) {
    const IdpConnection& connection = *idp.connection;
    boost::json::object out{{"id", idp.id},
                            {"entity_id", connection.entity_id},
                            {"certificates", describe_certificates(connection)},
                            {"domains", to_json(idp.domains)},
                            {"warnings", to_json(connection.warnings)}};
    describe_endpoints(out, connection);
    if (connection.valid_until) out["valid_until"] = format_instant(*connection.valid_until);
    describe_source(out, idp);
    if (idp.metadata_signer) out["metadata_certificate"] = describe_certificate(*idp.metadata_signer);
    return out;
}

} // namespace idpsim::sp
