#include "src/engine/scim_profile_reader.hpp"

#include "simulator/idp/expression_functions.hpp"
#include "src/engine/scim_profile_parts.hpp"

#include <boost/json/parse.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace idpsim::engine {

using namespace idp;

namespace {

using lua::Value;

using Known = KnownOptions;

/// The name of an option that there is, or "" when the field is absent.
std::string read_option_name(Fields& fields, std::string_view name, const Known& known) {
    const auto option = fields.optional_text(name);
    if (option && !known.has(*option)) fields.fail(name, "there is no option '" + *option + "'");
    return option.value_or("");
}

ScimCondition condition_of(const Fields& fields, std::string_view name, const std::string& text, const Known& known) {
    auto condition = ScimCondition::parse(text);
    if (!condition) fields.fail(name, condition.error().detail);
    if (!condition->key.empty() && !known.has(condition->key)) {
        fields.fail(name, "there is no option '" + condition->key + "'");
    }
    return *std::move(condition);
}

std::optional<ScimCondition> read_condition(Fields& fields, std::string_view name, const Known& known) {
    const auto text = fields.optional_text(name);
    return text ? std::optional(condition_of(fields, name, *text, known)) : std::nullopt;
}

TextTemplate read_text_template(Fields& fields, std::string_view name, const std::string& text) {
    auto out = TextTemplate::parse(text);
    if (!out) fields.fail(name, out.error().detail);
    return *std::move(out);
}

JsonTemplate read_json_template(const Fields& fields, std::string_view name, const std::string& text) {
    auto out = JsonTemplate::parse(text, fields.file() + ": " + fields.path() + "." + std::string(name));
    if (!out) fields.fail(name, out.error().detail);
    return *std::move(out);
}

std::vector<int> usual_statuses(const std::string& method) {
    if (method == "POST") return {200, 201};
    if (method == "PATCH") return {200, 204};
    if (method == "DELETE") return {200, 204};
    return {200};
}

/// "displayName", "totalResults:number", or "startIndex?:number" for what may be left out.
ScimDemand read_demand(std::string_view text) {
    ScimDemand out;
    for (const std::string_view type : {"number", "string", "boolean", "array", "object"}) {
        if (text.size() <= type.size() || !text.ends_with(type) || text[text.size() - type.size() - 1] != ':') continue;
        text.remove_suffix(type.size() + 1);
        out.type = type;
        break;
    }
    out.may_lack = text.ends_with('?');
    out.path = text.substr(0, text.size() - (out.may_lack ? 1 : 0));
    return out;
}

std::vector<ScimDemand> read_demands(Fields& fields, std::string_view name) {
    std::vector<ScimDemand> out;
    for (const std::string& text : fields.texts(name)) {
        out.push_back(read_demand(text));
        if (const auto path = AttributePath::parse(out.back().path); !path) fields.fail(name, path.error().detail);
    }
    return out;
}

ScimHeader read_header(Fields fields, const Known& known) {
    ScimHeader out;
    out.name = fields.text("name");
    out.value = read_text_template(fields, "value", fields.text_or("value", ""));
    out.methods = fields.texts("methods");
    out.when = read_condition(fields, "when", known);
    fields.finish();
    return out;
}

std::vector<ScimHeader> read_headers(Fields& fields, const Known& known) {
    std::vector<ScimHeader> out;
    for (const Fields& header : fields.tables("headers")) out.push_back(read_header(header, known));
    return out;
}

std::optional<ScimCollect> read_collect(Fields& from) {
    auto fields = from.optional_table("collect");
    if (!fields) return std::nullopt;
    ScimCollect out{fields->text("list"), fields->text("member"), fields->texts("except")};
    fields->finish();
    return out;
}

/// { lists = { "removed", "added" }, option = "batch_size" }
void read_batches(Fields& from, ScimRequest& out, const Known& known) {
    auto fields = from.optional_table("batches");
    if (!fields) return;
    out.batches = fields->texts("lists");
    out.batch_option = read_option_name(*fields, "option", known);
    if (out.batches.empty() || out.batch_option.empty()) fields->fail("", "lists and the option that holds their size are expected");
    fields->finish();
}

std::string read_merge(Fields& fields) {
    const std::string text = fields.text_or("merge", "");
    boost::json::error_code failed;
    if (!text.empty() && (!boost::json::parse(text, failed).is_object() || failed)) {
        fields.fail("merge", "a JSON object is expected");
    }
    return text;
}

ScimRequest read_request(Fields fields, const Known& known) {
    ScimRequest out;
    out.method = fields.choice("method", {"GET", "POST", "PUT", "PATCH", "DELETE"}, "GET");
    const std::string target = fields.text_or("target", "");
    out.absolute = fields.flag("absolute", false);
    if (!out.absolute && !target.starts_with('/') && !target.starts_with('{'))
        fields.fail("target", "it begins with '/', below the base URL");
    out.headers = read_headers(fields, known);
    if (const auto form = fields.optional_text("form")) out.form = read_text_template(fields, "form", *form);
    out.collect = read_collect(fields);
    read_batches(fields, out, known);
    out.target = read_text_template(fields, "target", target);
    out.title = fields.text_or("title", out.method + " " + target.substr(0, target.find('?')));
    if (const auto body = fields.optional_text("body")) out.body = read_json_template(fields, "body", *body);
    out.body_option = read_option_name(fields, "body_option", known);
    out.merge = read_merge(fields);
    out.accept = read_statuses(fields, "accept", usual_statuses(out.method));
    out.not_found = read_statuses(fields, "not_found", {});
    out.needs_body = fields.flag("needs_body", out.method == "GET" || out.method == "POST");
    out.demands = read_demands(fields, "require_in_answer");
    for (const auto& [name, path] : fields.text_map("store")) out.store[name] = path;
    out.needs = fields.text_or("needs", "");
    out.each = fields.text_or("each", "");
    out.when = read_condition(fields, "when", known);
    out.forget = fields.flag("forget", out.method == "DELETE");
    out.always = fields.flag("always", false);
    for (const Fields& other : fields.tables("otherwise")) out.otherwise.push_back(read_request(other, known));
    fields.finish();
    return out;
}

std::vector<ScimRequest> read_requests(Fields& fields, std::string_view name, const Known& known) {
    std::vector<ScimRequest> out;
    for (const Fields& request : fields.tables(name)) out.push_back(read_request(request, known));
    return out;
}

} // namespace

bool KnownOptions::has(const std::string& option) const {
    return std::find(options.begin(), options.end(), option) != options.end();
}

std::vector<int> read_statuses(Fields& fields, std::string_view name, std::vector<int> fallback) {
    const Value value = fields.raw(name);
    if (value.is_nil()) return fallback;
    std::vector<int> out;
    const lua::Table* table = value.table();
    if (!table || !table->fields.empty()) fields.fail(name, "a list of HTTP statuses is expected");
    for (const Value& item : table->items) {
        const auto* status = std::get_if<std::int64_t>(&item.data);
        if (!status || *status < 100 || *status > 599)
            fields.fail(name, "an HTTP status is a whole number from 100 to 599");
        out.push_back(static_cast<int>(*status));
    }
    return out;
}

std::optional<ScimRequest> read_optional_request(Fields& fields, std::string_view name, const KnownOptions& known) {
    const auto request = fields.optional_table(name);
    return request ? std::optional(read_request(*request, known)) : std::nullopt;
}

namespace {

ScimStrategy strategy_named(const std::string& name) {
    if (name == "get_then_put_merged") return ScimStrategy::get_then_put_merged;
    if (name == "patch_per_attribute") return ScimStrategy::patch_per_attribute;
    if (name == "patch_merged") return ScimStrategy::patch_merged;
    return ScimStrategy::send;
}

ScimWrite read_write(Fields fields, const Known& known) {
    ScimWrite out;
    out.reason = fields.text_or("nothing", "");
    out.forget = fields.flag("forget", false);
    out.when = read_condition(fields, "when", known);
    if (out.reason.empty()) {
        const std::vector<std::string> names{"send", "get_then_put_merged", "patch_per_attribute", "patch_merged"};
        out.strategy = strategy_named(fields.choice("strategy", names, "send"));
        out.get = read_optional_request(fields, "get", known);
        out.requests = read_requests(fields, "requests", known);
        out.only = fields.texts("only");
        out.except = fields.texts("except");
        out.skip_when_inactive = fields.flag("skip_when_inactive", false);
        const bool merging = out.strategy != ScimStrategy::send;
        if (merging && !out.get) fields.fail("get", "this strategy needs the request that fetches the resource");
        if (!merging && out.get) fields.fail("get", "with 'send' the GET is the first of requests");
        if (out.requests.empty() || (merging && out.requests.size() > 1)) {
            fields.fail("requests", merging ? "this strategy sends one request" : "at least one request is expected");
        }
    }
    fields.finish();
    return out;
}

ScimOption read_option(Fields fields) {
    ScimOption out;
    out.key = fields.text("key");
    out.label = fields.text("label");
    out.fallback = fields.text_or("default", "");
    out.choices = fields.texts("choices");
    out.presets = fields.text_map("presets");
    out.secret = fields.flag("secret", false);
    if (!out.choices.empty() && !out.presets.empty()) fields.fail("presets", "they are for free text");
    if (!out.choices.empty() && std::find(out.choices.begin(), out.choices.end(), out.fallback) == out.choices.end()) {
        fields.fail("default", "it is none of the choices");
    }
    fields.finish();
    return out;
}

/// What the server's value is compared with: { with = JSON template, sub = "value" }.
void read_comparison(Fields& from, ScimAttribute& out) {
    auto fields = from.optional_table("compare");
    if (!fields) return;
    out.compared = fields->text_or("sub", "");
    out.compare = read_json_template(*fields, "with", fields->text("with"));
    fields->finish();
}

ScimAttribute read_attribute(Fields fields, const Known& known) {
    ScimAttribute out;
    out.path = fields.text("path");
    auto at = AttributePath::parse(out.path);
    if (!at) fields.fail("path", at.error().detail);
    out.at = *std::move(at);
    out.value = read_json_template(fields, "value", fields.text("value"));
    out.when = read_condition(fields, "when", known);
    out.sent_as = fields.text_or("sent_as", "");
    out.op = fields.text_or("op", "");
    read_comparison(fields, out);
    out.alone = fields.flag("alone", false);
    out.reference = fields.flag("reference", false);
    fields.finish();
    return out;
}

/// One way to a value: a pattern as text, or a table with `pattern` or `option`.
ScimValueSource read_source(const Fields& fields, const std::string& name, const Value& value, const Known& known) {
    ScimValueSource out;
    const std::string where = "values";
    if (const std::string* text = value.text()) {
        out.pattern = *text;
        return out;
    }
    const lua::Table* table = value.table();
    if (!table)
        fields.fail(where, "'" + name + "': a text or a table is expected, not " + std::string(lua::type_name(value)));
    for (const auto& [key, field] : table->fields) {
        const std::string* text = field.text();
        if (!text) fields.fail(where, fmt::format("'{}.{}': a text is expected", name, key));
        if (key == "pattern")
            out.pattern = *text;
        else if (key == "option" && known.has(*text))
            out.option = *text;
        else if (key == "replace")
            out.replace = *text;
        else if (key == "with")
            out.with = *text;
        else if (key == "when")
            out.when = condition_of(fields, where, *text, known);
        else
            fields.fail(where, fmt::format("'{}.{}': unknown field or option", name, key));
    }
    try {
        if (!out.pattern.empty() && !out.replace.empty()) check_pattern(out.replace);
    } catch (const Failure& broken) {
        fields.fail(where, fmt::format("'{}.replace': {}", name, broken.error().detail));
    }
    return out;
}

ScimComputed read_values(Fields& fields, const Known& known) {
    ScimComputed out;
    const Value values = fields.raw("values");
    if (values.is_nil()) return out;
    const lua::Table* table = values.table();
    if (!table || !table->items.empty()) fields.fail("values", "a table from names to patterns is expected");
    for (const auto& [name, value] : table->fields) {
        const lua::Table* list = value.table();
        if (!list || list->items.empty())
            out[name].push_back(read_source(fields, name, value, known));
        else
            for (const Value& item : list->items) out[name].push_back(read_source(fields, name, item, known));
    }
    return out;
}

ScimUsers read_users(Fields fields, const Known& known) {
    ScimUsers out;
    if (const auto match = fields.optional_text("match")) out.match = read_text_template(fields, "match", *match);
    out.match_value = read_text_template(fields, "match_value", fields.text_or("match_value", "{user_name}"));
    out.lookup = read_optional_request(fields, "lookup", known);
    out.lookup_when_linked = fields.flag("lookup_when_linked", false);
    out.create = read_request(fields.table("create"), known);
    out.on_found = fields.texts("on_found");
    for (const std::string& event : out.on_found) {
        if (event != "update" && event != "reactivate") fields.fail("on_found", "'update' or 'reactivate' is expected");
    }
    out.skip_inactive = read_condition(fields, "skip_inactive", known);
    out.references = read_optional_request(fields, "references", known);
    out.update = read_write(fields.table("update"), known);
    out.deactivate = read_write(fields.table("deactivate"), known);
    const auto suspend = fields.optional_table("suspend");
    out.suspend = suspend ? read_write(*suspend, known) : out.deactivate;
    const auto password = fields.optional_table("password");
    if (password) out.password = read_write(*password, known);
    else out.password.reason = "this client does not tell passwords";
    out.rename_creates = fields.flag("rename_creates", false);
    out.reactivate = read_write(fields.table("reactivate"), known);
    out.remove = read_write(fields.table("remove"), known);
    out.erase = read_write(fields.table("erase"), known);
    fields.finish();
    return out;
}

ScimGroups read_groups(Fields fields, const Known& known) {
    ScimGroups out;
    out.when = read_condition(fields, "when", known);
    out.external_id = fields.text_or("external_id", "");
    out.skip_empty = fields.flag("skip_empty", false);
    out.lookup = read_optional_request(fields, "lookup", known);
    out.create = read_request(fields.table("create"), known);
    out.members_in_create = read_condition(fields, "members_in_create", known);
    out.fill = read_write(fields.table("fill"), known);
    out.members = read_write(fields.table("members"), known);
    out.rename = read_write(fields.table("rename"), known);
    out.unpush = read_write(fields.table("unpush"), known);
    out.erase = read_write(fields.table("erase"), known);
    fields.finish();
    return out;
}

void read_patch_words(Fields& fields, ScimPatchWords& words) {
    auto patch = fields.optional_table("patch");
    if (!patch) return;
    words.add = patch->text_or("add", words.add);
    words.replace = patch->text_or("replace", words.replace);
    patch->finish();
}

ScimProfile read_variant(Fields fields) {
    ScimProfile out;
    Known known;
    for (const Fields& option : fields.tables("options")) {
        out.options.push_back(read_option(option));
        known.options.push_back(out.options.back().key);
    }
    out.title = fields.text("title");
    out.protocol = fields.choice("protocol", {"1.1", "2.0"}, out.protocol);
    out.url_flag = fields.text_or("url_flag", "");
    out.unverified = fields.text_or("unverified", "");
    out.custom_headers_option = read_option_name(fields, "custom_headers_option", known);
    out.keep_query_option = read_option_name(fields, "keep_query_option", known);
    out.headers = read_headers(fields, known);
    out.sign_in = read_requests(fields, "sign_in", known);
    out.values = read_values(fields, known);
    for (const Fields& attribute : fields.tables("attributes")) out.attributes.push_back(read_attribute(attribute, known));
    read_patch_words(fields, out.patch);
    out.test = read_requests(fields, "test", known);
    out.answer_limit = std::chrono::seconds(fields.integer("answer_limit", 60, 1, 3600));
    read_behaviour(fields, out, known);
    out.users = read_users(fields.table("users"), known);
    if (const auto groups = fields.optional_table("groups")) out.groups = read_groups(*groups, known);
    fields.finish();
    return out;
}

} // namespace

std::map<std::string, ScimProfile> read_scim_profiles(Fields fields) {
    std::map<std::string, ScimProfile> out;
    for (const auto& [name, variant] : fields.named_tables("variants")) out[name] = read_variant(variant);
    fields.finish();
    return out;
}

} // namespace idpsim::engine
