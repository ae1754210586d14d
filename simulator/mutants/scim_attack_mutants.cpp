/// SCIM servers that an attacker's data lead astray: names, PATCH, filters, pages, JSON, HTTP, races.
#include "simulator/mutants/scim_faults.hpp"
#include "simulator/scim/collection.hpp"

#include <boost/json/parse.hpp>

#include <algorithm>
#include <charconv>
#include <map>
#include <memory>
#include <set>

namespace idpsim::mutants {
namespace json = boost::json;
namespace {

using scim::Filter;
using scim::PatchOperation;
using scim::PatchVerb;
using scim_server::Call;
using sp::SpBehaviour;
using Operations = std::vector<PatchOperation>;
using Patched = scim::Outcome<json::object>;

// --- names ---

/// The check sees the name as it was sent; what is stored is folded, and nothing there keeps two apart. `before_create` comes
/// between the two.
void checks_raw_stores_folded(SpBehaviour& behaviour) {
    struct Store {
        bool storing = false;
        std::map<std::string, std::string, std::less<>> keys;   ///< by the names as they were sent
    };
    const auto store = std::make_shared<Store>();
    behaviour.scim.before = [store](HttpRequest&) {
        store->storing = false;
        return std::optional<HttpResponse>();
    };
    behaviour.scim.before_create = [store](scim_server::UserRecord&) { store->storing = true; };
    behaviour.scim.user_name_key = [store](std::string_view name) {
        const auto known = store->keys.find(name);
        if (known != store->keys.end()) return known->second;
        if (!store->storing) return std::string(name);
        std::string key = scim::fold(name) + "#" + std::to_string(store->keys.size());
        store->keys.emplace(name, key);
        return key;
    };
}
/// Logins fold ASCII alone, SCIM all of Unicode.
void folds_by_itself(SpBehaviour& behaviour) {
    const auto within = std::make_shared<bool>(false);
    behaviour.scim.before = [within](HttpRequest&) {
        *within = true;
        return std::optional<HttpResponse>();
    };
    behaviour.scim.after = [within](const HttpRequest&, HttpResponse&) { *within = false; };
    behaviour.scim.user_name_key = [within](std::string_view name) { return *within ? scim::fold(name) : to_lower(name); };
}
void numbers_are_booleans(SpBehaviour& behaviour) {
    behaviour.scim.patch.dialect.values.boolean = [](const json::value& value) {
        if (value.is_int64()) return std::optional(value.get_int64() != 0);
        return scim::read_boolean(value);
    };
}
void deleted_is_listed(SpBehaviour& behaviour) { behaviour.scim.remove.erases = false; }

// --- PATCH ---

template <class Change> void change_operations(SpBehaviour& behaviour, Change change) {
    behaviour.scim.patch.apply = [change](json::object resource, const Operations& operations, const scim::ResourceType& type,
                                          const scim::PatchDialect& dialect) {
        Operations changed = operations;
        for (PatchOperation& one : changed) change(one);
        return scim::apply_patch(std::move(resource), changed, type, dialect);
    };
}
void remove_ignores_filter(SpBehaviour& behaviour) {
    change_operations(behaviour, [](PatchOperation& one) {
        if (one.verb == PatchVerb::remove && one.path && one.path->sub.empty()) one.path->elements.reset();
    });
}
void value_filter_ignored(SpBehaviour& behaviour) {
    change_operations(behaviour, [](PatchOperation& one) {
        if (one.verb == PatchVerb::remove && one.path && one.path->attribute.name == "members") one.value.reset();
    });
}
void patch_piece_by_piece(SpBehaviour& behaviour) { behaviour.scim.patch.atomic = false; }
void two_primaries(SpBehaviour& behaviour) {
    behaviour.scim.patch.apply = [](json::object resource, const Operations& operations, const scim::ResourceType& type, const scim::PatchDialect& dialect) {
        std::set<std::string, std::less<>> primary;
        const auto each = [](json::object& of, auto visit) {
            json::value* emails = scim::find_member(of, "emails");
            if (!emails || !emails->is_array()) return;
            for (json::value& one : emails->get_array())
                if (one.is_object()) visit(one.get_object());
        };
        each(resource, [&](json::object& one) {
            if (const json::value* flag = scim::find_member(one, "primary"); flag && *flag == true) primary.emplace(scim::text_member(one, "value"));
        });
        Patched out = scim::apply_patch(std::move(resource), operations, type, dialect);
        if (out)
            each(*out, [&](json::object& one) {
                if (primary.contains(scim::text_member(one, "value"))) scim::set_member(one, "primary", true);
            });
        return out;
    };
}
void members_doubled(SpBehaviour& behaviour) {
    behaviour.scim.patch.dialect.unique_elements = false;
    behaviour.scim.after = [](const HttpRequest& request, HttpResponse& response) {
        // What a table without a key would show.
        json::value body = scim::json_or_null(response.body);
        json::value* members = body.is_object() ? scim::find_member(body.get_object(), "members") : nullptr;
        if (!members || !members->is_array() || members->get_array().size() < 3 || !has(path_of(request), "/Groups/")) return;
        members->get_array().push_back(members->get_array().front());
        response.body = json::serialize(body);
    };
}
/// Success is told of what was refused, for these reasons.
void refusal_untold(SpBehaviour& behaviour, scim::ScimType reason) {
    behaviour.scim.patch.apply = [reason](json::object resource, const Operations& operations, const scim::ResourceType& type, const scim::PatchDialect& dialect) {
        json::object before = resource;
        Patched out = scim::apply_patch(std::move(resource), operations, type, dialect);
        if (!out && out.error().type == reason) return Patched(std::move(before));
        return out;
    };
}
void read_only_silent(SpBehaviour& behaviour) { refusal_untold(behaviour, scim::ScimType::mutability); }
void no_target_silent(SpBehaviour& behaviour) { refusal_untold(behaviour, scim::ScimType::no_target); }
void put_merges(SpBehaviour& behaviour) {
    behaviour.scim.replace = [](const json::object& before, json::object given, bool clears) {
        json::object out = scim_server::replace_resource(before, std::move(given), clears);
        for (const auto& member : before)
            if (!scim::find_member(out, member.key())) out[member.key()] = member.value();
        return out;
    };
}

// --- filters ---

using Types = std::span<const scim::ResourceType* const>;

/// `bend` may give another text; nothing leaves it.
template <class Bend> void bend_filter_text(SpBehaviour& behaviour, Bend bend) {
    behaviour.scim.list.read_filter = [bend](std::string_view text, Types types) {
        const std::optional<std::string> bent = bend(std::string(text));
        return scim_server::read_filter(bent ? *bent : text, types);
    };
}
template <class Bend> void bend_filter(SpBehaviour& behaviour, Bend bend) {
    behaviour.scim.list.read_filter = [bend](std::string_view text, Types types) {
        auto filter = scim_server::read_filter(text, types);
        if (filter) bend(*filter);
        return filter;
    };
}
constexpr const char* everybody = "id pr";

/// A value reaches another language, where its marks mean something.
void value_evaluated(SpBehaviour& behaviour) {
    bend_filter_text(behaviour, [](const std::string& text) {
        return has(text, "\"*\"") || has(text, "os.exit") ? std::optional<std::string>(everybody) : std::nullopt;
    });
}
void filter_on_password(SpBehaviour& behaviour) {
    bend_filter_text(behaviour, [](const std::string& text) { return has(text, "password") ? std::optional<std::string>(everybody) : std::nullopt; });
}
/// What a statement glued together makes of a quote with a tautology behind it.
void value_is_sql(SpBehaviour& behaviour) {
    bend_filter_text(behaviour, [](const std::string& text) {
        const bool injects = has(text, "eq \"") && has(text, "'") && (has(text, "or '1'='1") || has(text, "or 1=1"));
        return injects ? std::optional<std::string>(everybody) : std::nullopt;
    });
}
void name_is_sql(SpBehaviour& behaviour) {
    bend_filter_text(behaviour, [](const std::string& text) { return text.starts_with("1=1") ? std::optional<std::string>(everybody) : std::nullopt; });
}
void each_value(Filter& filter, const std::function<void(Filter&)>& visit) {
    if (filter.kind == Filter::Kind::compare) visit(filter);
    for (Filter& part : filter.parts) each_value(part, visit);
}
template <class Bend> void bend_values(SpBehaviour& behaviour, Bend bend) {
    bend_filter(behaviour, [bend](Filter& filter) {
        each_value(filter, [bend](Filter& one) {
            if (one.value.is_string()) one.value = bend(std::string(one.value.get_string()));
        });
    });
}
void wildcards_count(SpBehaviour& behaviour) {
    bend_values(behaviour, [](std::string text) { return replace_all(replace_all(std::move(text), "%", ""), "_", ""); });
}
void value_is_regex(SpBehaviour& behaviour) {
    bend_values(behaviour, [](std::string text) { return replace_all(std::move(text), ".*", ""); });
}
void left_to_right(SpBehaviour& behaviour) {
    bend_filter(behaviour, [](Filter& filter) {
        if (filter.kind != Filter::Kind::any_of || filter.parts.back().kind != Filter::Kind::all_of) return;
        std::vector<Filter> last = std::move(filter.parts.back().parts);
        filter.parts.back() = std::move(last.front());
        last.front() = std::move(filter);
        Filter out;
        out.kind = Filter::Kind::all_of;
        out.parts = std::move(last);
        filter = std::move(out);
    });
}
void any_element(Filter& filter) {
    for (Filter& part : filter.parts) any_element(part);
    if (filter.kind != Filter::Kind::has_element || filter.parts.empty()) return;
    Filter inner = std::move(filter.parts.front());
    each_value(inner, [&](Filter& one) {
        one.path.urn = filter.path.urn;
        one.path.sub = one.path.name;
        one.path.name = filter.path.name;
    });
    filter = std::move(inner);
}
void brackets_ignored(SpBehaviour& behaviour) { bend_filter(behaviour, any_element); }
void bad_filter_lists_all(SpBehaviour& behaviour) { behaviour.scim.list.refuses_bad_filter = false; }
void dies_of_deep_filters(SpBehaviour& behaviour) {
    fall_over(behaviour, [](const HttpRequest& request) { return has(request.url + request.body, std::string(1000, '(')) || has(request.url + request.body, "not (not (not ("); });
}

// --- pages ---

void count_of_32_bits(SpBehaviour& behaviour) {
    behaviour.scim.before = [](HttpRequest& request) {
        const auto at = request.url.find("count=");
        if (at == std::string::npos) return std::optional<HttpResponse>();
        const auto end = std::min(request.url.find('&', at), request.url.size());
        std::int64_t count = 0;
        std::from_chars(request.url.data() + at + 6, request.url.data() + end, count);
        request.url.replace(at + 6, end - at - 6, std::to_string(static_cast<std::int32_t>(count)));
        return std::optional<HttpResponse>();
    };
}
void zero_based(SpBehaviour& behaviour) { behaviour.scim.list.first_index = 0; }

// --- JSON ---

Patched lax_object(std::string_view text) {
    boost::system::error_code failed;
    const json::value value = json::parse(boost::json::string_view(text.data(), text.size()), failed);
    if (failed || !value.is_object()) return scim_server::parse_body(text);
    return value.get_object();
}
void last_key_wins(SpBehaviour& behaviour) { behaviour.scim.parse = lax_object; }
void nan_is_a_number(SpBehaviour& behaviour) {
    behaviour.scim.parse = [](std::string_view text) {
        std::string plain(text);
        for (const char* word : {":-Infinity", ":Infinity", ":NaN"}) plain = replace_all(std::move(plain), word, ":0");
        return scim_server::parse_body(plain);
    };
}
void dies_of_deep_json(SpBehaviour& behaviour) {
    fall_over(behaviour, [](const HttpRequest& request) { return has(request.body, std::string(5000, '[')); });
}
void dies_of_long_values(SpBehaviour& behaviour) {
    fall_over(behaviour, [](const HttpRequest& request) { return creates_user(request) && has(request.body, std::string(50'000, 'x')); });
}

// --- HTTP ---

void name_in_location(SpBehaviour& behaviour) {
    behaviour.scim.after = [](const HttpRequest& request, HttpResponse& response) {
        const json::value body = scim::json_or_null(response.body);
        if (!creates_user(request) || response.status != 201 || !body.is_object()) return;
        set_header(response.headers, "Location", path_of(request) + "/" + std::string(scim::text_member(body.get_object(), "displayName")));
    };
}
void location_by_host(SpBehaviour& behaviour) {
    behaviour.scim.base = [](const HttpRequest& request, const std::string& configured) {
        for (const char* name : {"X-Forwarded-Host", "Host"})
            if (const auto host = find_header(request.headers, name)) return "https://" + *host + configured.substr(std::min(configured.find('/', 8), configured.size()));
        return configured;
    };
}
void any_content_type(SpBehaviour& behaviour) {
    behaviour.scim.before = [](HttpRequest& request) {
        if (find_header(request.headers, "Content-Type")) set_header(request.headers, "Content-Type", "application/scim+json");
        return std::optional<HttpResponse>();
    };
}
/// Decodes the path, and only then follows "..".
void decodes_then_routes(SpBehaviour& behaviour) {
    behaviour.scim.before = [](HttpRequest& request) {
        const std::string query = request.url.substr(path_of(request).size());
        const auto decoded = percent_decode(path_of(request));
        if (!decoded) return std::optional<HttpResponse>();
        std::string path = *decoded;
        for (auto up = path.find("/../"); up != std::string::npos; up = path.find("/../")) path.erase(path.rfind('/', up - 1), up + 3 - path.rfind('/', up - 1));
        if (path.find_first_of(std::string_view(" \0\"<>\\", 6)) == std::string::npos) request.url = path + query;
        return std::optional<HttpResponse>();
    };
}

// --- at once ---

/// Requests of one moment read before any of them has written: each sees what was there when the moment began.
void etag_of_the_moment(SpBehaviour& behaviour) {
    struct Moment {
        Instant at{};
        std::set<std::string, std::less<>> good;
    };
    const auto moment = std::make_shared<Moment>();
    behaviour.scim.before_token = [moment](const Call& call, const HttpRequest&) {
        if (moment->at != call.now) *moment = {call.now, {}};
        return std::optional<HttpResponse>();
    };
    behaviour.scim.names_version = [moment](std::string_view header, std::string_view version) {
        auto named = scim::names_version(header, version);
        if (named && *named) moment->good.emplace(header);
        else if (named && moment->good.contains(header)) return scim::Outcome<bool>(true);
        return named;
    };
}
/// The same of userNames: a second one of the same moment is looked for before the first is stored.
void name_of_the_moment(SpBehaviour& behaviour) {
    struct Moment {
        Instant at{};
        bool racing = false;
        int number = 0;
        std::set<std::string, std::less<>> names;
    };
    const auto moment = std::make_shared<Moment>();
    behaviour.scim.before_token = [moment](const Call& call, const HttpRequest& request) {
        if (moment->at != call.now) {
            moment->at = call.now;
            moment->names.clear();
        }
        const json::value body = creates_user(request) ? scim::json_or_null(request.body) : json::value();
        moment->racing = body.is_object() && !moment->names.insert(scim::fold(scim::text_member(body.get_object(), "userName"))).second;
        ++moment->number;
        return std::optional<HttpResponse>();
    };
    behaviour.scim.user_name_key = [moment](std::string_view name) {
        return scim::fold(name) + (moment->racing ? "#" + std::to_string(moment->number) : "");
    };
}

// --- Bulk ---

/// Announces bounds and keeps none.
void bulk_unbounded(SpBehaviour& behaviour) {
    const scim_server::BulkPolicy announced = behaviour.scim.bulk;
    behaviour.scim.bulk.operations = 1'000'000;
    behaviour.scim.bulk.octets = 64u << 20;
    behaviour.scim.after = [announced](const HttpRequest& request, HttpResponse& response) {
        json::value body = scim::json_or_null(response.body);
        if (!path_of(request).ends_with("/ServiceProviderConfig") || !body.is_object()) return;
        body.get_object()["bulk"] = {{"supported", true}, {"maxOperations", announced.operations}, {"maxPayloadSize", announced.octets}};
        response.body = json::serialize(body);
    };
}
void dies_of_circles(SpBehaviour& behaviour) {
    fall_over(behaviour, [](const HttpRequest& request) { return path_of(request).ends_with("/Bulk") && has(request.body, "\"bulkId:self\""); });
}
constexpr Mutant table[] = {
    {"s-username-check-store", "checks userNames as they are written and stores them folded", checks_raw_stores_folded, "negative/scim-versions@uniq-*"},
    {"s-username-nfkc-mismatch", "folds userNames otherwise than logins do", folds_by_itself, "negative/scim-login@uniq-unicode"},
    {"s-active-number", "takes numbers for booleans", numbers_are_booleans, "negative/scim-mass@deact-string-other"},
    {"s-delete-soft-visible", "lists the deleted", deleted_is_listed, "negative/scim-mass@delete-then-get"},
    {"s-patch-remove-filter-all", "removes all values where a filter names one", remove_ignores_filter, "negative/scim-patch@patch-member-remove-filter"},
    {"s-patch-remove-value-all", "removes all members where a value names one", value_filter_ignored, "negative/scim-patch@patch-member-remove-value-array"},
    {"s-patch-not-atomic", "keeps what came before the operation that failed", patch_piece_by_piece, "negative/scim-patch@patch-atomic"},
    {"s-patch-primary-two", "keeps two primary values", two_primaries, "negative/scim-patch@patch-primary-flip"},
    {"s-patch-member-dup", "keeps who is added twice as two members", members_doubled, "negative/scim-patch@patch-member-dup"},
    {"s-patch-readonly-silent", "tells success of a write to what is readOnly", read_only_silent, "negative/scim-patch@patch-path-*,negative/scim-mass@patch-id"},
    {"s-patch-notarget-ok", "tells success where a filter selects nothing", no_target_silent, "negative/scim-patch@patch-filter-nomatch-replace"},
    {"s-put-merge", "keeps what a PUT leaves out", put_merges, "negative/scim-controls@ok-put-omitted-cleared"},
    {"s-filter-password", "answers filters on the password", filter_on_password, "negative/scim-filter@filter-unreadable-attr"},
    {"s-filter-sqli", "glues a filter's values into SQL", value_is_sql, "negative/scim-filter@flt-sqli"},
    {"s-filter-evaluated", "hands a filter's values to a directory or a script", value_evaluated, "negative/scim-filter@flt-ldap,negative/scim-filter@flt-lua"},
    {"s-filter-attr-sqli", "glues a filter's names into SQL", name_is_sql, "negative/scim-filter@flt-sqli-attr"},
    {"s-filter-like", "lets wildcards of LIKE count", wildcards_count, "negative/scim-filter@flt-like-wildcards"},
    {"s-filter-regex", "takes values for regular expressions", value_is_regex, "negative/scim-filter@flt-regex"},
    {"s-filter-bad-ignored", "lists everybody for a filter that it cannot read", bad_filter_lists_all, "negative/scim-filter@flt-invalid-ignored,negative/scim-filter@flt-unquoted,negative/scim-filter@flt-nosql,negative/scim-filter@flt-smart-quotes,negative/scim-filter@flt-unknown-op,negative/scim-filter@flt-type-mismatch"},
    {"s-filter-precedence", "reads and and or from left to right", left_to_right, "negative/scim-filter@flt-precedence"},
    {"s-filter-anyelement", "lets each term of a value filter have another element", brackets_ignored, "negative/scim-filter@flt-complex-multivalue"},
    {"s-filter-depth", "falls over deep filters", dies_of_deep_filters, "negative/scim-filter@flt-depth-*"},
    {"s-page-overflow", "reads count as a number of 32 bits", count_of_32_bits, "negative/scim-paging@page-count-huge"},
    {"s-page-zero-based", "counts pages from 0", zero_based, "negative/scim-paging@page-negative,negative/scim-controls@ok-filter-okta"},
    {"s-json-dup-last", "takes the last of two keys", last_key_wins, "negative/scim-json@json-dup-keys"},
    {"s-json-depth", "falls over deep JSON", dies_of_deep_json, "negative/scim-json@json-depth"},
    {"s-json-nan", "takes NaN for a number", nan_is_a_number, "negative/scim-json@json-nan"},
    {"s-lua-unbounded", "falls over values that a mapping cannot take", dies_of_long_values, "negative/scim-output@lua-hook-fault"},
    {"s-http-crlf-location", "writes names into Location as they are", name_in_location, "negative/scim-http@http-header-injection"},
    {"s-http-host-location", "makes locations from the Host that the client sends", location_by_host, "negative/scim-http@http-host-spoof"},
    {"s-http-any-content-type", "reads a body whatever it says it is", any_content_type, "negative/scim-http@http-content-type-xml"},
    {"s-http-traversal", "decodes a path before it follows it", decodes_then_routes, "negative/scim-http@http-path-traversal"},
    {"s-etag-race", "lets two writes of one moment through on the same ETag", etag_of_the_moment, "negative/scim-versions@etag-lost-update"},
    {"s-create-race", "looks for a userName before another of the same moment is stored", name_of_the_moment, "negative/scim-versions@race-create"},
    {"s-bulk-unlimited", "keeps none of the bounds that it announces", bulk_unbounded, "negative/scim-bulk@bulk-over-*"},
    {"s-bulk-cycle", "falls over references in a circle", dies_of_circles, "negative/scim-bulk@bulk-circular"},
};

} // namespace

std::span<const Mutant> scim_attack_mutants() { return table; }

} // namespace idpsim::mutants
