#pragma once
/// How one variant of a vendor's SCIM client speaks: which requests it sends for which event, and what it demands of
/// the answers. Data only; simulator/idp/scim_client.hpp plays it. Filled from the profile's `scim` table.
#include "simulator/idp/scim_attributes.hpp"
#include "simulator/idp/scim_template.hpp"
#include "src/core/instant.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::idp {

/// A field of the vendor's console that changes what is sent.
struct ScimOption {
    std::string key;                  ///< how templates and conditions name it
    std::string label;                ///< as the console prints it
    std::string fallback;             ///< the console's default
    std::vector<std::string> choices; ///< empty: free text
    std::map<std::string, std::string, std::less<>> presets; ///< of free text: names that stand for a longer one
    bool secret = false;              ///< masked in the transcript
};

struct ScimHeader {
    std::string name;
    TextTemplate value;
    std::vector<std::string> methods; ///< only on these; empty: on all
    std::optional<ScimCondition> when;
};

/// Something that must be in an answer's body: a path (simulator/idp/scim_attributes.hpp) and, perhaps, its JSON type.
struct ScimDemand {
    std::string path;
    bool may_lack = false; ///< only the type is demanded, of what is there
    std::string type;      ///< "", "number", "string", "boolean", "array" or "object"
};

/// A list that later requests of the event walk (`each`), taken from an answer's resources: one entry per resource that
/// has `member` as a text, known as {member}.
struct ScimCollect {
    std::string list, member;
    std::vector<std::string> except; ///< values that are left out
};

/// One request and what counts as a good answer to it.
struct ScimRequest {
    std::string title; ///< for people: "look-up by userName"
    std::string method;
    TextTemplate target; ///< appended to the base URL: path and query to the byte
    bool absolute = false;           ///< `target` is a whole URL instead
    std::vector<ScimHeader> headers; ///< instead of the variant's own
    std::optional<JsonTemplate> body;
    std::optional<TextTemplate> form; ///< instead of `body`: text of a form
    std::string body_option;                  ///< instead of `body`: the option that holds the admin's own template
    std::string merge;                        ///< JSON object text whose members are put over the body's
    std::vector<int> accept;                  ///< statuses of success
    std::vector<int> not_found;               ///< statuses of a look-up that say "nobody" (an empty list always does)
    bool needs_body = false;                  ///< the answer must be a JSON object
    std::vector<ScimDemand> demands;          ///< asked of a body that came
    std::map<std::string, std::string> store; ///< scope name -> path in the answer, for later requests of the event
    std::optional<ScimCollect> collect;       ///< a list for later requests of the event
    std::string needs;                        ///< sent only when this list has entries or this value is there
    std::string each;                         ///< sent once per entry of this list
    std::vector<std::string> batches;         ///< lists that are sent in parts, one after the other ...
    std::string batch_option;                 ///< ... of so many entries as this option says; no number: whole
    std::optional<ScimCondition> when;
    bool forget = false;                ///< once it succeeded, the client no longer knows the resource
    bool always = false;                ///< sent even when an earlier request of its event failed (cleaning up)
    std::vector<ScimRequest> otherwise; ///< sent in its place when it failed
};

/// How an event becomes requests.
enum class ScimStrategy {
    nothing,             ///< no request; ScimWrite::reason says why
    send,                ///< the requests as written
    get_then_put_merged, ///< the fetched resource with the changed attributes replaced, as "{resource:json}"
    patch_per_attribute, ///< one operation per changed attribute, as "{operations:json}"
    patch_merged,        ///< the same with simple replacements gathered in one operation without path
};

struct ScimWrite {
    ScimStrategy strategy = ScimStrategy::nothing;
    std::string reason;                    ///< for `nothing`: what a person should know
    std::optional<ScimRequest> get;        ///< sent first by all but `nothing` and `send`
    std::vector<ScimRequest> requests;     ///< in order; for the merging strategies exactly one
    std::vector<std::string> only, except; ///< attribute paths this event is about; empty: all
    std::optional<ScimCondition> when;     ///< without it nothing is sent
    bool forget = false;                   ///< afterwards the client no longer knows the resource
    bool skip_when_inactive = false;       ///< nothing is sent for a person who is deactivated already
};

/// One row of the attribute mapping, in the order operations are sent.
struct ScimAttribute {
    std::string path; ///< as written: the PATCH operation's path
    AttributePath at; ///< the same, read
    JsonTemplate value;
    std::optional<ScimCondition> when;
    std::string sent_as; ///< the operation's path when it is not `path`
    std::string op;      ///< the operation's word when it does not depend on what the server has
    /// What the server's value is compared with instead of `value`. With `compared`: both are lists, `compare` of texts,
    /// the server's of elements that have them there; an operation that only adds asks for no more than those.
    std::optional<JsonTemplate> compare;
    std::string compared;
    bool alone = false;     ///< never gathered with others (patch_merged)
    bool reference = false; ///< sent in a second pass, when what it points to is known
};

/// The words of the PATCH strategies: op as the vendor spells it.
struct ScimPatchWords {
    std::string add = "add", replace = "replace";
};

struct ScimUsers {
    std::optional<TextTemplate> match; ///< path whose value a found resource must share with the person ...
    TextTemplate match_value;          ///< ... and that value; without either the server is trusted
    std::optional<ScimRequest> lookup;
    bool lookup_when_linked = false; ///< a person known already is looked up again
    ScimRequest create;
    std::vector<std::string> on_found;          ///< "update", "reactivate" (when found inactive), in order
    std::optional<ScimCondition> skip_inactive; ///< when it holds, people who are inactive are not created
    std::optional<ScimRequest> references;      ///< second pass after create and update, as "{operations:json}"
    ScimWrite update, deactivate, reactivate;
    ScimWrite suspend; ///< locked for a while at the vendor's
    ScimWrite password; ///< the person has another one, {new_password}
    ScimWrite remove;  ///< the assignment to the app ends
    ScimWrite erase;   ///< the person is deleted from the customer's directory
    bool rename_creates = false; ///< the identifier looked up by cannot change: whoever has another one is another account
};

struct ScimGroups {
    std::optional<ScimCondition> when; ///< without it this client provisions no groups
    std::string external_id;           ///< pattern drawn once per group, as {group_external_id}; "" for none
    bool skip_empty = false;           ///< a group without members is not created
    std::optional<ScimRequest> lookup; ///< the answer's entry with the group's displayName is taken over
    ScimRequest create;
    std::optional<ScimCondition> members_in_create; ///< the create sends them: nothing is left to fill
    ScimWrite fill;                 ///< after create and take-over, and when a known group is pushed whole
    ScimWrite members;              ///< a change: lists `added`, `removed`, `members` (afterwards)
    ScimWrite rename;
    ScimWrite unpush; ///< the group is taken off the app
    ScimWrite erase;  ///< the group is deleted from the customer's directory
};

/// What the client does with the next try when a server asks for a pause in Retry-After (RFC 9110 section 10.2.3). Only
/// whole seconds count; a date or junk is as good as nothing.
enum class RetryAfter {
    ignored,
    first, ///< sets the first wait; later ones grow from there
    each,  ///< sets every wait
};

/// When a request is sent once more, unchanged. The first rule that fits an answer holds.
struct ScimRetry {
    std::vector<int> statuses;
    bool silence = false; ///< also when no answer came within the limit
    int tries = 1;        ///< in all, the first included
    RetryAfter retry_after = RetryAfter::ignored;
    Millis wait{0};    ///< before the second try, when Retry-After does not say
    double factor = 1; ///< by which each further wait is longer than the last
    Millis longest{std::chrono::hours{24}};
};

/// What comes of an account that the client knows and the server does not (a 404 to a write, or to the GET before it).
enum class ScimMissing {
    fail,   ///< the link stays, and so does the problem
    unlink, ///< the client forgets it; whoever is told about next is looked up again
    create, ///< looked up and created at once
};

/// What comes of a create that the server refuses because somebody is there already (409).
enum class ScimConflict {
    fail,
    link, ///< looked up once more, and taken over when found
};

/// When the client speaks on its own, and in which order.
struct ScimCycles {
    Millis interval{0};           ///< between cycles; 0: it speaks as soon as something happens
    bool references_last = false; ///< managers and members go when all people and groups are there
    bool active_in_update = true; ///< an update says who is active, too; else that is an event of its own
    int silence = 3;              ///< requests in a row without answer that end a cycle early
    enum class Failed {
        next,   ///< what failed is tried again in the next cycle
        task,   ///< ... when an admin says so, or when it changes again
        escrow, ///< ... after a pause that grows with every failure
    } failed = Failed::next;
    Millis escrow_first{0}, escrow_longest{0}, escrow_ends{0}; ///< the pause, its most, and when it is given up
    double escrow_factor = 2;
};

/// When the vendor stops a job that fails too often.
struct ScimQuarantine {
    std::vector<int> at_once;        ///< an answer with such a status ends the cycle: the credentials are of no use
    std::vector<int> at_once_lookup; ///< the same, of a look-up's answer: the address is wrong
    double share = 1;                ///< of what is in scope: more failures than that ...
    std::size_t least = 0;           ///< ... and at least as many as that
    std::size_t failures = 0;        ///< that many are too many, whatever the share
    std::size_t with_references = 0; ///< the same with references counted, too
    std::string code_at_once, code_share; ///< how the vendor's console calls the first and the third; "" for no name
    std::vector<Millis> pauses;      ///< before the next cycles; the last one repeats
    Millis disabled_after{0};        ///< in quarantine for that long: the job is switched off
};

/// How the client reads the server's resources. A target with {start} in it is asked page by page.
struct ScimImportRules {
    std::optional<ScimRequest> users, groups;
    int page = 0;                   ///< resources asked for at once, for {count}; 0: everything in one answer
    std::vector<std::string> match; ///< "user_name", "email": what makes a resource a person's, tried in order
};

struct ScimProfile {
    std::string title;      ///< of the variant
    std::string protocol = "2.0"; ///< "1.1" for a dialect that no server of this protocol understands
    std::string url_flag;   ///< a base URL whose query holds this word selects the variant
    std::string unverified; ///< for reports: what about this dialect nobody has seen; "" for nothing
    std::vector<ScimOption> options;
    std::string custom_headers_option; ///< option with the admin's own "Name: value" lines
    std::string keep_query_option;     ///< option: "keep" sends the base URL's query with every request
    /// In wire order; {host} and {content_length} stand for what the network says.
    std::vector<ScimHeader> headers;
    /// How an access token is fetched before the first request, and when it ran out: the first whose condition holds.
    /// None: the token that the admin typed is sent.
    std::vector<ScimRequest> sign_in;
    ScimComputed values;
    std::vector<ScimAttribute> attributes;
    ScimPatchWords patch;
    std::vector<ScimRequest> test;    ///< the console's connection test
    Millis answer_limit{60'000};      ///< how long the client waits for an answer
    std::vector<ScimRetry> retry;
    ScimMissing on_missing = ScimMissing::fail;
    ScimConflict on_conflict = ScimConflict::fail;
    ScimCycles cycle;
    std::optional<ScimQuarantine> quarantine;
    ScimImportRules import; ///< without requests: this client never reads the server's people
    ScimUsers users;
    std::optional<ScimGroups> groups;
};

/// The variant that a run uses: `wanted` when it is not empty, else the one whose url_flag stands in `base_url`'s
/// query, else `fallback`. Throws Failure for an unknown name, with the nearest known one.
const ScimProfile& choose_scim(const std::map<std::string, ScimProfile>& variants, const std::string& wanted,
                               const std::string& fallback, std::string_view base_url);

/// The option of that key or label, or null.
const ScimOption* find_option(const ScimProfile& profile, std::string_view name);

/// Every option's value: what `given` says under the option's key or label, else the console's default.
/// Throws Failure when a value is none of the choices. Entries of `given` that are no options are not looked at.
Values scim_options(const ScimProfile& profile, const std::map<std::string, std::string>& given);

} // namespace idpsim::idp
