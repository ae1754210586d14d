#pragma once
/// Service providers and SCIM servers with one planted fault each: what proves that a check can fail.
#include "simulator/sp/behaviour.hpp"

#include <initializer_list>
#include <span>
#include <string_view>
#include <vector>

namespace idpsim::mutants {

struct Mutant {
    std::string_view id;         ///< "m-aud-ignored"; SCIM servers' begin with "s-"
    std::string_view fault;      ///< what this product does wrong, one sentence
    void (*plant)(sp::SpBehaviour&);
    /// Which scenarios are played with it, globs of their ids or of "scenario@parameter": those about what the fault touches. The default is for faults
    /// of any login.
    std::string_view plays = "sso/sp-initiated-login,sso/idp-initiated-login,sso/relay-state,sso/logout,sso/two-people,sso/clock-skew,"
                             "sso/request-options,jit/*,product/unlisted-idp,scim/not-offered,negative/saml-one-fault";
};

std::span<const Mutant> saml_mutants();       ///< of the messages: requests, rules, metadata
std::span<const Mutant> verify_mutants();     ///< of signatures: what is found, covered, computed, trusted
std::span<const Mutant> protocol_mutants();   ///< of the rules of the profile
std::span<const Mutant> decoding_mutants();   ///< of how a message is decoded and parsed
std::span<const Mutant> name_mutants();       ///< of whom it names
std::span<const Mutant> form_mutants();       ///< of messages that are not quite in form
std::span<const Mutant> strict_mutants();     ///< of good messages that are turned away
std::span<const Mutant> relay_mutants();      ///< of RelayState and of messages used before
std::span<const Mutant> logout_mutants();     ///< of single logout
std::span<const Mutant> redirect_mutants();   ///< of the Redirect binding, played on logout messages
std::span<const Mutant> artifact_mutants();   ///< of the Artifact binding
std::span<const Mutant> account_mutants();    ///< of accounts, teams and sessions
std::span<const Mutant> mapping_mutants();    ///< of the mapping workbook
std::span<const Mutant> extension_mutants();  ///< of the browser extension's sign-in
std::span<const Mutant> encryption_mutants(); ///< of opening what is encrypted
std::span<const Mutant> request_mutants();    ///< of what is asked for, and whether the answer is that
std::span<const Mutant> tenancy_mutants();    ///< of organisations and identity providers
std::span<const Mutant> metadata_mutants();   ///< of what is made of metadata
std::span<const Mutant> product_mutants();    ///< of pages, people, the option's gate and the audit log
std::span<const Mutant> scim_mutants();
std::span<const Mutant> joined_mutants();     ///< of accounts that SCIM and logins share
std::span<const Mutant> scim_form_mutants();     ///< of SCIM's transport, and of what resources look like
std::span<const Mutant> scim_common_mutants();   ///< of id, externalId and meta
std::span<const Mutant> scim_write_mutants();    ///< of creating and replacing
std::span<const Mutant> scim_query_mutants();    ///< of reading, listing, filters, sorting and projections
std::span<const Mutant> scim_patch_mutants();        ///< SCIM: of PATCH
std::span<const Mutant> scim_patch_fault_mutants();  ///< the same, of faults seen in real servers
std::span<const Mutant> scim_group_fault_mutants();  ///< of groups, seen in real servers
std::span<const Mutant> scim_life_fault_mutants();   ///< of the life of users, seen in real servers
std::span<const Mutant> scim_wire_fault_mutants();   ///< of lists, errors, headers and discovery, seen in real servers
std::span<const Mutant> scim_service_mutants();      ///< of errors, versions, /Me, discovery, bulk and cursors
std::span<const Mutant> scim_access_mutants();  ///< of who is let in, and what is theirs
std::span<const Mutant> scim_attack_mutants();  ///< of data that lead a SCIM server astray
std::span<const Mutant> scim_broad_mutants();   ///< of refusals, losses and limits that show in many places
std::span<const Mutant> scim_http_mutants();    ///< of how HTTP is read and how long it takes, and of whom the server calls on
std::span<const Mutant> salesforce_mutants();     ///< of logins with Salesforce, and of the people that come from there
std::span<const Mutant> scim_reach_mutants();   ///< of writes that reach further than they may, and of data that come back as something else
std::span<const Mutant> guide_mutants();        ///< of what a set-up guide relies on
std::span<const Mutant> claim_mutants();        ///< of one sentence of the product's page and nothing beside it
/// The lists one behind the other. Throws std::logic_error when an id stands in them twice: it is a mutant's name.
std::vector<Mutant> joined(std::initializer_list<std::span<const Mutant>> lists);
/// All of them, in that order.
std::vector<Mutant> all_mutants();

} // namespace idpsim::mutants
