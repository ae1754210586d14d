// What a vendor's SCIM client does on its own: tries again, speaks in cycles, goes into quarantine, reads the server.
#include "src/engine/scim_profile_parts.hpp"

#include <algorithm>

namespace idpsim::engine {

using namespace idp;

namespace {

constexpr std::int64_t a_year = 366LL * 86'400;

Millis read_seconds(Fields& fields, std::string_view name, Millis fallback) {
    const auto usual = std::chrono::duration_cast<std::chrono::seconds>(fallback).count();
    return std::chrono::seconds(fields.integer(name, usual, 0, a_year));
}

ScimRetry read_retry(Fields fields) {
    ScimRetry out;
    out.statuses = read_statuses(fields, "statuses", {});
    out.silence = fields.flag("silence", false);
    if (out.statuses.empty() && !out.silence) fields.fail("statuses", "a rule is about statuses, or about silence");
    out.tries = static_cast<int>(fields.integer("tries", 2, 2, 100));
    const std::string listens = fields.choice("retry_after", {"ignored", "first", "each"}, "ignored");
    out.retry_after = listens == "first" ? RetryAfter::first : listens == "each" ? RetryAfter::each : RetryAfter::ignored;
    out.wait = read_seconds(fields, "wait", out.wait);
    out.factor = static_cast<double>(fields.integer("factor", 1, 1, 10));
    out.longest = read_seconds(fields, "longest", out.longest);
    fields.finish();
    return out;
}

ScimCycles read_cycles(Fields fields) {
    ScimCycles out;
    out.interval = read_seconds(fields, "interval", out.interval);
    out.references_last = fields.flag("references_last", false);
    out.active_in_update = fields.flag("active_in_update", true);
    out.silence = static_cast<int>(fields.integer("silence", out.silence, 1, 1000));
    const std::string failed = fields.choice("failed", {"next", "task", "escrow"}, "next");
    using Failed = ScimCycles::Failed;
    out.failed = failed == "task" ? Failed::task : failed == "escrow" ? Failed::escrow : Failed::next;
    if (auto escrow = fields.optional_table("escrow")) {
        out.escrow_first = read_seconds(*escrow, "first", out.escrow_first);
        out.escrow_factor = static_cast<double>(escrow->integer("factor", 2, 1, 10));
        out.escrow_longest = read_seconds(*escrow, "longest", out.escrow_first);
        out.escrow_ends = read_seconds(*escrow, "ends", out.escrow_ends);
        escrow->finish();
    } else if (out.failed == Failed::escrow)
        fields.fail("escrow", "how long what failed waits is not said");
    fields.finish();
    return out;
}

std::vector<Millis> read_pauses(Fields& fields, std::string_view name) {
    std::vector<Millis> out;
    const lua::Value list = fields.raw(name);
    const lua::Table* table = list.table();
    if (!table || table->items.empty() || !table->fields.empty()) fields.fail(name, "a list of seconds is expected");
    for (const lua::Value& item : table->items) {
        const auto* seconds = std::get_if<std::int64_t>(&item.data);
        if (!seconds || *seconds < 1 || *seconds > a_year) fields.fail(name, "a pause is a whole number of seconds, a year at most");
        out.push_back(std::chrono::seconds(*seconds));
    }
    return out;
}

ScimQuarantine read_quarantine(Fields fields) {
    ScimQuarantine out;
    constexpr std::int64_t many = 1'000'000'000;
    out.at_once = read_statuses(fields, "at_once", {});
    out.at_once_lookup = read_statuses(fields, "at_once_lookup", {});
    out.share = static_cast<double>(fields.integer("percent", 100, 0, 100)) / 100;
    out.least = static_cast<std::size_t>(fields.integer("least", 0, 0, many));
    out.failures = static_cast<std::size_t>(fields.integer("failures", 0, 0, many));
    out.with_references = static_cast<std::size_t>(fields.integer("with_references", 0, 0, many));
    if (auto codes = fields.optional_table("codes")) {
        out.code_at_once = codes->text_or("at_once", "");
        out.code_share = codes->text_or("share", "");
        codes->finish();
    }
    out.pauses = read_pauses(fields, "pauses");
    out.disabled_after = read_seconds(fields, "disabled_after", out.disabled_after);
    fields.finish();
    return out;
}

ScimImportRules read_import(Fields fields, const KnownOptions& known) {
    ScimImportRules out;
    out.users = read_optional_request(fields, "users", known);
    out.groups = read_optional_request(fields, "groups", known);
    if (!out.users && !out.groups) fields.fail("users", "an import reads users or groups");
    out.page = static_cast<int>(fields.integer("page", 0, 0, 100'000));
    for (const auto& request : {out.users, out.groups}) {
        const bool paged = request && request->target.source().find("{start}") != std::string::npos;
        if (request && paged != (out.page > 0)) fields.fail("page", "a target with {start} has a page's size, and no other has");
    }
    out.match = fields.texts("match");
    for (const std::string& rule : out.match) {
        if (rule != "user_name" && rule != "email") fields.fail("match", "'user_name' or 'email' is expected");
    }
    fields.finish();
    return out;
}

} // namespace

void read_behaviour(Fields& fields, ScimProfile& out, const KnownOptions& known) {
    for (const Fields& rule : fields.tables("retry")) out.retry.push_back(read_retry(rule));
    const std::string missing = fields.choice("on_missing", {"fail", "unlink", "create"}, "fail");
    out.on_missing = missing == "unlink" ? ScimMissing::unlink : missing == "create" ? ScimMissing::create : ScimMissing::fail;
    const std::string conflict = fields.choice("on_conflict", {"fail", "link"}, "fail");
    out.on_conflict = conflict == "link" ? ScimConflict::link : ScimConflict::fail;
    if (const auto cycle = fields.optional_table("cycle")) out.cycle = read_cycles(*cycle);
    if (const auto quarantine = fields.optional_table("quarantine")) out.quarantine = read_quarantine(*quarantine);
    if (const auto import = fields.optional_table("import")) out.import = read_import(*import, known);
}

} // namespace idpsim::engine
