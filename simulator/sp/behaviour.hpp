#pragma once
/// How the service provider behaves, as values: the correct steps by default. A test puts another step in a place to
/// get a service provider with one fault.
#include "simulator/scim/behaviour.hpp"
#include "simulator/scim/directory.hpp"
#include "simulator/sp/access_policy.hpp"
#include "simulator/sp/accounts.hpp"
#include "simulator/sp/artifact.hpp"
#include "simulator/sp/authn_request.hpp"
#include "simulator/sp/extension.hpp"
#include "simulator/sp/find_organisation.hpp"
#include "simulator/sp/landing.hpp"
#include "simulator/sp/logout.hpp"
#include "simulator/sp/mapping.hpp"
#include "simulator/sp/message.hpp"
#include "simulator/sp/metadata_url.hpp"
#include "simulator/sp/organisation.hpp"
#include "simulator/sp/outgoing.hpp"
#include "simulator/sp/rules/rules.hpp"
#include "simulator/sp/salesforce_behaviour.hpp"
#include "simulator/sp/sessions.hpp"
#include "src/core/http.hpp"
#include "src/core/instant.hpp"
#include "src/net/reading.hpp"
#include "src/saml/writer.hpp"
#include "src/xml/verify.hpp"

#include <boost/json/object.hpp>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::sp {

/// Just-in-time provisioning: what a login does to accounts.
struct JitPolicy {
    /// Whose account an identity is.
    std::function<std::optional<scim_server::UserRecord>(scim_server::Directory&, const Organisation&, const Identity&)>
        find = find_account;
    /// Whether the IdP's word is good for the identity and its account, if it has one.
    std::function<bool(const Organisation&, const ConnectedIdp&, const Identity&, const scim_server::UserRecord*)>
        may_speak = may_speak_for;
    /// Whether the address is one that no customer's IdP speaks for.
    std::function<bool(const ProductNames&, const Identity&)> is_operators = sp::is_operators;
    /// Whether the first login may create one.
    std::function<bool(scim_server::Directory&, const Organisation&, const Identity&)> may_create = always_may_create;
    /// The account that a first login creates: team, role, names.
    std::function<scim_server::UserRecord(const Login&)> first_login = account_of_first_login;
    /// What a further login changes in the account before it is stored again.
    std::function<void(scim_server::UserRecord&, const Login&)> further_login = count_login;
};

struct SessionPolicy {
    /// The session of a login, but for when it ends.
    std::function<Session(const Login&, const scim_server::UserRecord& account)> begins = session_of_login;
    /// When the session of a login ends.
    std::function<Instant(const saml::Assertion&, Instant now, Millis lifetime)> ends = session_end;
    /// Asked on every request; `account` is null when it was deleted.
    std::function<bool(const Session&, const scim_server::UserRecord* account)> is_alive = session_is_alive;
    /// What GET /whoami says.
    std::function<boost::json::object(const Session&, const AccountView&)> whoami = describe_session;
};

/// What becomes of the metadata that admins upload and that is fetched.
struct MetadataPolicy {
    /// Why a URL is not fetched; nothing when it is.
    std::function<std::optional<std::string>(std::string_view url, const SpConfig&)> refuse_url = refuse_metadata_url;
    std::function<Result<void>(ConnectedIdp&, std::string metadata, Instant now)> take = take_metadata;
    std::function<Instant(const ConnectedIdp&)> next_refresh = sp::next_refresh;
};

/// The mapping workbook on its way out and back.
struct MappingPolicy {
    std::function<xlsx::Sheet(const Mapping& current)> sheet = mapping_sheet;
    std::function<Result<void>(std::string_view name, const std::string& expected)> check_name = check_mapping_name;
    std::function<Result<xlsx::Sheet>(std::string_view octets)> read = [](std::string_view octets) { return xlsx::read_workbook(octets); };
    std::function<Result<void>(const xlsx::Sheet& given, const xlsx::Sheet& expected)> check_fixed = check_fixed_cells;
    std::function<Result<Mapping>(const xlsx::Sheet& given, const Mapping& current)> names = read_mapping;
    std::function<void(Organisation&, const Mapping&)> apply = apply_mapping;
};

struct SpBehaviour {
    std::vector<Rule> rules = default_rules();
    VerifyStep verify = xml::verify_enveloped;
    DecryptStep decrypt = xml::decrypt;
    LogoutBehaviour logout;
    ArtifactBehaviour artifact;
    /// Which of the organisation's IdPs a message is judged for, by the Issuer that it names, believed or not.
    std::function<const ConnectedIdp*(const Organisation&, const std::string& issuer)> choose_idp =
        [](const Organisation& org, const std::string& issuer) { return idp_of_issuer(org, issuer); };
    MetadataPolicy idp_metadata;
    MappingPolicy mapping;
    ExtensionPolicy extension;
    bool consumes_requests = true;       ///< a request is answered once
    bool remembers_assertions = true;    ///< an assertion is used once

    JitPolicy jit;
    SalesforceBehaviour salesforce;
    SessionPolicy session;
    AccessPolicy access;

    std::function<saml::AuthnRequest(const Organisation&, const std::string& destination, Random&, Instant)>
        authn_request = make_authn_request;
    std::function<std::string(const saml::AuthnRequest&)> write_authn_request = saml::write_authn_request;
    std::function<bool(const Organisation&, const IdpConnection&)> signs_request = signs_authn_requests;
    /// How requests and responses of ours reach an IdP through the browser; signed when there is a key pair.
    std::function<HttpResponse(const Outgoing&, const KeyPair* signer)> send = send_message;
    std::function<std::string(const Organisation&)> metadata = make_metadata;
    std::function<std::string(std::string_view relay_state, std::string_view base_url)> landing = landing_url;
    /// The gate: whether the organisation has the SSO/SCIM option.
    std::function<bool(const Organisation&)> has_sso_option = is_enabled;
    /// Where somebody signs in who says no more than a mail address.
    std::function<std::optional<SignInPlace>(const Organisations&, scim_server::Directory&,
                                             const std::function<bool(const Organisation&)>&, std::string_view email)>
        find_sign_in = sp::find_sign_in;

    /// Before the service provider sees a request (an answer ends it there), and after it has answered.
    std::function<std::optional<HttpResponse>(HttpRequest&)> before;
    std::function<void(const HttpRequest&, HttpResponse&)> after;

    scim_server::ScimBehaviour scim;
    /// What the product goes and fetches before it answers a SCIM request, by what it is asked and what it will say; unset: nothing.
    std::function<std::vector<std::string>(const HttpRequest&, const HttpResponse&)> fetches;

    // Of whoever mounts the product: how its server reads requests ...
    net::Reading reading;
    /// ... and how long one lies there before the product sees it, while others of its moment arrive; unset: not at all.
    std::function<Millis(const HttpRequest&)> lies;
};

} // namespace idpsim::sp
