/// What a product makes of the metadata that it was given: what it takes, from where, and for how long.
#include "simulator/mutants/leave_out.hpp"
#include "simulator/mutants/mutant.hpp"
#include "src/core/text.hpp"

#include <algorithm>

namespace idpsim::mutants {
namespace {

using sp::ConnectedIdp;
using sp::SpBehaviour;
using Text = std::string;

constexpr std::string_view sources = "negative/metadata-source,sso/metadata-refresh", documents = "negative/metadata,sso/metadata-forms",
                           signatures = "negative/signed-metadata", rollovers = "sso/key-rollover,sso/key-announced,sso/metadata-refresh";

Result<void> take_anew(ConnectedIdp& idp, const Text& metadata, Instant now) {
    ConnectedIdp fresh = idp;
    fresh.connection.reset();
    const Result<void> taken = sp::take_metadata(fresh, metadata, now);
    if (!taken) return taken;
    if (!idp.id.empty()) fresh.id = idp.id;
    idp = std::move(fresh);
    return taken;
}
void any_entity(SpBehaviour& b) { b.idp_metadata.take = take_anew; }

// --- signed metadata

template <bool (*Good)(const Text& metadata)> void takes_unsigned(SpBehaviour& b) {
    b.idp_metadata.take = [](ConnectedIdp& idp, const Text& metadata, Instant now) {
        if (!idp.metadata_signer || !Good(metadata)) return sp::take_metadata(idp, metadata, now);
        ConnectedIdp changed = idp;
        changed.metadata_signer.reset();
        const Result<void> taken = sp::take_metadata(changed, metadata, now);
        changed.metadata_signer = idp.metadata_signer;
        if (taken) idp = std::move(changed);
        return taken;
    };
}
bool without_signature(const Text& metadata) { return metadata.find("SignatureValue") == Text::npos; }
bool with_signature(const Text& metadata) { return !without_signature(metadata); }

// --- keys

/// What once was trusted stays trusted.
void keys_stay(SpBehaviour& b) {
    b.idp_metadata.take = [](ConnectedIdp& idp, Text metadata, Instant now) {
        ConnectedIdp changed = idp;
        if (idp.connection)
            for (const crypto::Certificate& each : idp.connection->certificates)
                if (std::ranges::find(changed.added, each) == changed.added.end()) changed.added.push_back(each);
        const Result<void> taken = sp::take_metadata(changed, std::move(metadata), now);
        if (taken) idp = std::move(changed);
        return taken;
    };
}
template <auto Keep> void keys_chosen(SpBehaviour& b) {
    b.idp_metadata.take = [](ConnectedIdp& idp, Text metadata, Instant now) {
        const Result<void> taken = sp::take_metadata(idp, std::move(metadata), now);
        if (!taken) return taken;
        sp::IdpConnection changed = *idp.connection;
        changed.keys.clear();
        for (std::size_t i = 0; i < changed.certificates.size(); ++i)
            if (Keep(changed.certificates[i], i, now)) changed.keys.push_back(changed.certificates[i].public_key());
        idp.connection = std::make_shared<const sp::IdpConnection>(std::move(changed));
        return taken;
    };
}
bool first_only(const crypto::Certificate&, std::size_t place, Instant) { return place == 0; }
bool in_date(const crypto::Certificate& certificate, std::size_t, Instant now) { return now < certificate.not_after(); }
void metadata_kept(SpBehaviour& b) {
    b.idp_metadata.take = [](ConnectedIdp& idp, Text metadata, Instant now) {
        return idp.connection ? Result<void>() : sp::take_metadata(idp, std::move(metadata), now);
    };
}

/// Of several documents with one entityID all keys count.
void entities_merged(SpBehaviour& b) {
    b.idp_metadata.take = [](ConnectedIdp& idp, const Text& metadata, Instant now) {
        const auto second = metadata.rfind("entityID=\"");
        if (second == metadata.find("entityID=\"") || second == Text::npos) return sp::take_metadata(idp, metadata, now);
        ConnectedIdp other;
        const auto begin = metadata.rfind('<', second), end = metadata.rfind("EntityDescriptor>");
        if (!sp::take_metadata(other, metadata.substr(begin, end + 17 - begin), now)) return sp::take_metadata(idp, metadata, now);
        const Result<void> taken = sp::take_metadata(idp, metadata, now);
        if (taken)
            for (const crypto::Certificate& each : other.connection->certificates) sp::add_certificate(idp, each).value();
        return taken;
    };
}

// --- how long, and from where

void used_when_over(SpBehaviour& b) { leave_out(b, {"idp.metadata_current"}); }
void fetched_never_again(SpBehaviour& b) {
    b.idp_metadata.next_refresh = [](const ConnectedIdp&) { return Instant::max(); };
}
void fetched_always(SpBehaviour& b) {
    b.idp_metadata.next_refresh = [](const ConnectedIdp& idp) { return idp.fetched + std::chrono::seconds{1}; };
}
void fetched_when_told(SpBehaviour& b) {
    b.idp_metadata.next_refresh = [](const ConnectedIdp& idp) {
        const auto told = idp.connection->cache_duration;
        return told ? idp.fetched + std::max<Millis>(*told, std::chrono::seconds{1}) : sp::next_refresh(idp);
    };
}
void fetched_from_anywhere(SpBehaviour& b) {
    b.idp_metadata.refuse_url = [](std::string_view, const sp::SpConfig&) { return std::optional<Text>(); };
}

// --- documents that are unusual and good, or too much

template <auto Change> void read_as(SpBehaviour& b) {
    b.idp_metadata.take = [](ConnectedIdp& idp, const Text& metadata, Instant now) { return sp::take_metadata(idp, Change(metadata), now); };
}
Text name_tidied(const Text& metadata) { return replace_all(metadata, "&#x200B;", ""); }
Text role_for_ever(const Text& metadata) {
    return replace_all(replace_all(metadata, "IDPSSODescriptor validUntil=\"2020", "IDPSSODescriptor validUntil=\"2099"),
                       "EntitiesDescriptor validUntil=\"2020", "EntitiesDescriptor validUntil=\"2099");
}
template <auto Bad> void refuses(SpBehaviour& b) {
    b.idp_metadata.take = [](ConnectedIdp& idp, const Text& metadata, Instant now) {
        return Bad(metadata) ? Result<void>(Error{Fault::invalid, "IdP metadata", "is not understood"}) : sp::take_metadata(idp, metadata, now);
    };
}
bool use_missing(const Text& metadata) { return metadata.find("KeyDescriptor>") < metadata.find("</"); }
bool key_unread(const Text& metadata) { return metadata.find("bm90IGEgY2VydGlmaWNhdGU") != Text::npos; }
void size_unbounded(SpBehaviour& b) {
    b.before = [](HttpRequest& request) -> std::optional<HttpResponse> {
        if (request.body.size() > (1u << 20)) return text_response(500, "Internal Server Error");
        return std::nullopt;
    };
}
void signs_only_when_set(SpBehaviour& b) {
    b.signs_request = [](const sp::Organisation& org, const sp::IdpConnection&) { return org.settings.sign_requests; };
}

constexpr Mutant table[] = {
    {"m-md-entityid-unchecked", "takes whatever entity the metadata's URL tells of", any_entity, sources},
    {"m-md-unsigned-ok", "takes unsigned metadata where a signature was agreed", takes_unsigned<without_signature>, signatures},
    {"m-md-signed-by-anybody", "takes metadata that has some signature in it", takes_unsigned<with_signature>, signatures},
    {"m-key-never-dropped", "keeps the keys that metadata no longer lists", keys_stay, rollovers},
    {"m-key-first-only", "takes the first of several certificates", keys_chosen<first_only>, rollovers},
    {"m-key-cert-dates", "takes no key whose certificate has expired", keys_chosen<in_date>, rollovers},
    {"m-md-kept", "keeps the metadata that it was given first", metadata_kept, rollovers},
    {"m-md-stale-ok", "trusts metadata that is over", used_when_over, sources},
    {"m-md-never-refreshed", "fetches metadata once", fetched_never_again, sources},
    {"m-md-fetched-always", "fetches metadata at every login", fetched_always, sources},
    {"m-md-cache-unclamped", "fetches metadata whenever it says so, be it at once or in a hundred years", fetched_when_told, sources},
    {"m-md-url-anywhere", "fetches metadata from its own network", fetched_from_anywhere, sources},
    {"m-md-size-unbounded", "breaks down over large metadata", size_unbounded, documents},
    {"m-md-role-for-ever", "looks at the validUntil of the entity alone", read_as<role_for_ever>, documents},
    {"m-md-entityid-trimmed", "takes invisible characters away from entityIDs", read_as<name_tidied>, documents},
    {"m-md-merged", "puts the keys of all entities of one entityID together", entities_merged, documents},
    {"m-md-use-needed", "needs the use of every key", refuses<use_missing>, documents},
    {"m-md-bad-cert-refused", "refuses metadata for one certificate that cannot be read", refuses<key_unread>, documents},
    {"m-md-want-signed-ignored", "does not sign its requests where the identity provider wants it", signs_only_when_set, documents},
};

} // namespace

std::span<const Mutant> metadata_mutants() { return table; }

} // namespace idpsim::mutants
