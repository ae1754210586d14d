#include "src/cli/options.hpp"

#include "src/core/result.hpp"
#include "src/core/text.hpp"

#include <CLI/CLI.hpp>

#include <charconv>
#include <functional>

namespace idpsim::cli {
namespace {

constexpr char exit_codes[] =
    "Exit codes: 0 all pass; 1 the target failed something; 2 usage or a broken file (named by file and line);\n"
    "3 could not be verified, or the target is unreachable; 4 a fault of idpsim itself.";

/// "2/8" -> {2, 8}.
std::pair<unsigned, unsigned> parse_shard(const std::string& text) {
    const auto slash = text.find('/');
    unsigned index = 0, count = 0;
    const auto number = [](std::string_view digits, unsigned& out) {
        const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), out);
        return failed == std::errc{} && end == digits.data() + digits.size() && !digits.empty();
    };
    if (slash == std::string::npos || !number(std::string_view(text).substr(0, slash), index) ||
        !number(std::string_view(text).substr(slash + 1), count) || index < 1 || index > count)
        throw CLI::ValidationError("--shard", "expected I/N with 1 <= I <= N, got \"" + text + "\"");
    return {index, count};
}

std::vector<std::string> comma_list(const std::string& text) {
    std::vector<std::string> out;
    for (const auto part : split(text, ','))
        if (!trim(part).empty()) out.emplace_back(trim(part));
    return out;
}

void add_run(CLI::App& app, RunCommand& run) {
    app.add_option_function<std::string>("--idp", [&](const std::string& text) { run.idps = comma_list(text); },
                                         "only these IdPs, comma-separated (idpsim list idps)");
    app.add_option("--select", run.select,
                   "which cases: ids and globs, claims, tags, with and, or, not, ( ): \"jit/* and not tag:slow\"");
    app.add_option("--target", run.target, "the SP under test, a Lua file; without it the built-in SP");
    app.add_option("--product", run.product, "the product's claims, a Lua file");
    app.add_option("--tenant", run.tenant, "one customer's set-up of a vendor, a Lua file; only that IdP is run");
    app.add_option("--out", run.out, "where the reports go")->capture_default_str();
    app.add_option("--jobs", run.jobs, "threads; 0: one per core")->capture_default_str()->check(CLI::Range(0, 256));
    app.add_option("--seed", run.seed, "of everything drawn by chance but keys")->capture_default_str();
    app.add_option_function<std::string>("--shard", [&](const std::string& text) { run.shard = parse_shard(text); },
                                         "I/N: only this part of the cases");
    app.add_option("--baseline", run.baseline, "an earlier report.json: what did not pass there does not fail this run")
        ->check(CLI::ExistingFile);
    app.add_option_function<std::string>("--fail-on", [&](const std::string& text) {
           run.fail_on = comma_list(text);
           for (const auto& verdict : run.fail_on)
               if (verdict != "fail" && verdict != "unverified" && verdict != "error" && verdict != "skip")
                   throw CLI::ValidationError("--fail-on", "\"" + verdict + "\" is none of fail, unverified, error, skip");
       }, "which verdicts make the exit code non-zero: fail,unverified,error (default), skip");
    app.add_flag("--resume", run.resume, "goes on with the journal under --out: finished cases are not run again");
    app.add_flag("--list", run.list, "prints the selected cases and runs none");
}

void add_serve(CLI::App& app, ServeCommand& serve) {
    app.add_option("vendor", serve.vendor, "the IdP to simulate (idpsim list idps)")->required();
    app.add_option("--tenant", serve.tenant, "one customer's set-up of this vendor, a Lua file");
    app.add_option("--sp-metadata", serve.sp_metadata, "the SP's metadata, a file or URL")->allow_extra_args(false);
    app.add_option("--acs", serve.acs, "the SP's assertion consumer service, without metadata");
    app.add_option("--sp-entity-id", serve.sp_entity_id, "the SP's entity ID, without metadata");
    app.add_option("--listen", serve.listen, "address and port; port 0: any free one")->capture_default_str();
    app.add_option("--state", serve.state, "where keys are kept; default the user's state folder");
}

void add_sp(CLI::App& app, SpCommand& sp) {
    app.add_option("--listen", sp.listen, "address and port; port 0: any free one")->capture_default_str();
    app.add_option("--data", sp.data, "a file for accounts and groups; without it they are kept in memory");
    app.add_option("--idp-metadata", sp.idp_metadata, "the IdP's metadata, a file or URL")->allow_extra_args(false);
    app.add_option("--admin", sp.admin, "invites this mail address as Account Admin; the first line then has the link, and the staff page's token");
    app.add_flag("--allow-local-metadata", sp.allow_local_metadata,
                 "admins may name metadata URLs of this machine and its network, as one of --idp-metadata does by itself");
    app.add_option("--schema", sp.schemas, "a SCIM schema of one's own, a Lua file as simulator/schemas/example.lua")->allow_extra_args(false);
    app.add_option("--scim-token", sp.scim_token, "the bearer token of the SCIM server; without it one is drawn");
}

/// A number, or else a file.
void read_groups_option(const std::string& text, ProvisionCommand& provision) {
    constexpr std::size_t most = 100'000;
    if (text.empty() || text.find_first_not_of("0123456789") != std::string::npos) {
        provision.group_file = text;
        return;
    }
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), provision.groups);
    if (failed != std::errc{} || provision.groups > most) throw CLI::ValidationError("--groups", "at most 100000 groups are made up");
}

void add_provision(CLI::App& app, ProvisionCommand& provision) {
    app.add_option("vendor", provision.vendor, "whose SCIM client speaks (idpsim list idps)")->required();
    app.add_option("--scim", provision.scim, "the SCIM server's base URL, as an admin enters it")->required();
    app.add_option("--token", provision.token, "the bearer token; without it the environment's IDPSIM_SCIM_TOKEN");
    app.add_option("--variant", provision.variant, "the client's dialect (idpsim show VENDOR)");
    app.add_option("--option", provision.options, "key=value: a field of the vendor's SCIM console, by key or label")->allow_extra_args(false);
    app.add_option("--people", provision.people, "people and groups, a CSV or JSON file");
    app.add_option("--then", provision.then, "the same as they are at the incremental cycle");
    app.add_option("--generate", provision.generate, "so many people, made up; 10 without --people")->check(CLI::Range(1, 10'000'000));
    app.add_option_function<std::string>("--groups", [&](const std::string& text) { read_groups_option(text, provision); },
                                         "groups with their members by username, a CSV or JSON file; or so many that generated people are spread over");
    app.add_option("--then-groups", provision.then_groups, "the groups as they are at the incremental cycle");
    app.add_option("--domain", provision.domain, "of their addresses")->capture_default_str();
    app.add_option("--seed", provision.seed, "of what is made up")->capture_default_str();
    app.add_option_function<std::string>("--cycle", [&](const std::string& text) { provision.cycle = comma_list(text); },
                                         "what is played, in order: test, import, initial (default), incremental");
    app.add_option("--ca", provision.ca, "a PEM file with CAs that are trusted besides the system's")->check(CLI::ExistingFile);
    app.add_option("--max-wait", provision.max_wait, "seconds; a longer pause that the server asks for is not waited for")->capture_default_str();
    app.add_option("--answer-limit", provision.answer_limit, "seconds that an answer may take, where the vendor would wait longer")->check(CLI::Range(1, 3600));
    app.add_flag("--json", provision.json, "JSON Lines: one object per request, step and stage, and a summary");
    app.add_flag("--quiet", provision.quiet, "failures and the summary alone");
    app.footer("Exit codes: 0 all was provisioned; 1 the server failed something; 2 usage or a broken file; 3 nobody answered; 4 a fault of idpsim.");
}

void add_inspect(CLI::App& app, InspectCommand& inspect) {
    CLI::Option* file = app.add_option("file", inspect.file, "what to look at: XML, base64, a redirect URL, a form, HTML, HAR, SAML-tracer; - for standard input");
    app.add_option("--compare", inspect.compare, "two files: the differences of their shapes; exit code 1 when there are any")->expected(2)->excludes(file);
    app.add_option("--idp-metadata", inspect.idp_metadata, "the IdP's metadata, a file or URL: its certificates and entityID");
    app.add_option("--cert", inspect.certificates, "a certificate of the sender's, a file in PEM, DER or base64")->allow_extra_args(false);
    app.add_option("--idp-entity-id", inspect.idp_entity_id, "the IdP's entityID, without or instead of the metadata's");
    app.add_option("--sp-entity-id", inspect.sp_entity_id, "the service provider's entityID: the audience");
    app.add_option("--acs", inspect.acs, "the service provider's assertion consumer service URL");
    app.add_option("--now", inspect.now, "the time to judge at, 2026-11-24T13:35:09Z, or the word now; without it times are not judged");
    app.add_option("--request-id", inspect.request_id, "the ID of the request that is waited for");
    app.add_option("--key", inspect.keys, "the service provider's private key, a PEM file, for what is encrypted")->allow_extra_args(false);
    app.add_flag("--allow-legacy", inspect.allow_legacy, "admits SHA-1 and RSA keys of 1024 bits");
    app.add_flag("--json", inspect.json, "as JSON");
    app.footer("Exit codes: 0 valid; 1 not; 2 unreadable. A rule whose input was not given is not judged.");
    app.final_callback([&inspect] {
        if (inspect.file.empty() && inspect.compare.empty()) throw CLI::RequiredError("file");
    });
}

/// Whose claims are told.
void add_product(CLI::App& app, std::optional<std::filesystem::path>& product, std::optional<std::filesystem::path>& target) {
    app.add_option("--product", product, "another product's claims, a Lua file");
    app.add_option("--target", target, "the claims of this target's product");
}

void add_report(CLI::App& app, ReportCommand& report) {
    app.require_subcommand(1);
    const auto add = [&](const char* name, const char* sentence, const char* out) {
        CLI::App* sub = app.add_subcommand(name, sentence);
        sub->add_option("journal", report.journals, "journal.jsonl of a run, or the folder that holds it; of several parts of one run each")->required()->check(CLI::ExistingPath);
        sub->add_option("--out", report.out, out);
        sub->final_callback([&report, name] { report.what = name; });
        return sub;
    };
    add("render", "writes report.html, report.json, report.md and junit.xml of a run anew, or of its shards together", "the folder; default: beside the first journal");
    add("page", "the product's page as Markdown, dated, to be pasted into documentation", "a file; default: standard output");
    CLI::App* badge = add("badge", "a badge: an SVG image of how the run went", "a file; default: standard output");
    badge->add_option("--claim", report.claim, "of this claim alone");
    badge->add_flag("--json", report.json, "for a service that draws badges from an address (schemaVersion 1)");
}

void add_guide(CLI::App& app, GuideCommand& guide) {
    app.add_option("vendor", guide.vendor, "whose console is filled in (idpsim list idps)")->required();
    app.add_option("--target", guide.target, "the SP that is set up, a Lua file; without it the built-in SP, whose values each organisation has for itself");
    app.add_option("--product", guide.product, "the product's claims, a Lua file: which attributes are mapped");
    CLI::Option* format = app.add_option("--format", guide.format, "text, markdown or html")->capture_default_str()->check(CLI::IsMember({"text", "markdown", "html"}));
    app.add_flag("--json", guide.json, "as JSON")->excludes(format);
    app.add_option("--out", guide.out, "a file to write to");
    app.footer("Exit codes: 0 the guide was written; 2 usage, a vendor without a guide, or a broken file; 4 a fault of idpsim.");
}

} // namespace

Parsed parse_command_line(int argc, char** argv) {
    CLI::App app{"idpsim: simulated identity providers, and whether a service provider gets on with them"};
    app.set_version_flag("--version", "idpsim " IDPSIM_VERSION);
    app.footer(exit_codes);
    app.require_subcommand(1);

    RunCommand run;
    ServeCommand serve;
    SpCommand sp;
    ProvisionCommand provision;
    InspectCommand inspect;
    GuideCommand guide;
    ListCommand list;
    ShowCommand show;
    MutantsCommand mutants;
    ReportCommand report;
    add_report(*app.add_subcommand("report", "reports of runs that are over, from their journals"), report);
    add_run(*app.add_subcommand("run", "runs scenarios and writes reports"), run);
    add_serve(*app.add_subcommand("serve", "a live simulated IdP"), serve);
    add_sp(*app.add_subcommand("sp", "the built-in SP and SCIM server alone"), sp);
    add_provision(*app.add_subcommand("provision", "a vendor's SCIM client against any SCIM server"), provision);
    add_inspect(*app.add_subcommand("inspect", "decodes a SAML message or metadata, names the vendor, judges rule by rule"), inspect);
    add_guide(*app.add_subcommand("guide", "the vendor's set-up steps for a service provider: each field with what to enter"), guide);
    CLI::App* list_app = app.add_subcommand("list", "what there is");
    list_app->add_option("what", list.what, "idps, scenarios, checks, clauses, claims, mutants or attacks")
        ->required()
        ->check(CLI::IsMember({"idps", "scenarios", "checks", "clauses", "claims", "mutants", "attacks"}));
    list_app->add_flag("--json", list.json, "as JSON");
    CLI::App* show_app = app.add_subcommand("show", "one profile, scenario, check, claim or mutant: its text, sources, who uses it");
    show_app->add_option("name", show.name)->required();
    add_product(*list_app, list.product, list.target);
    add_product(*show_app, show.product, show.target);
    CLI::App* mutants_app = app.add_subcommand("mutants", "runs the scenarios against SPs with one planted fault each");
    mutants_app->add_option("--select", mutants.select, "which mutants, by id or glob");
    mutants_app->add_option("--out", mutants.out, "where the kill matrix is written as JSON");
    mutants_app->add_option("--jobs", mutants.jobs, "threads; 0: one per core")->check(CLI::Range(0, 256));
    mutants_app->add_option("--seed", mutants.seed, "as for run")->capture_default_str();

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return {std::nullopt, app.exit(error) == 0 ? 0 : 2};
    }
    const std::string chosen = app.get_subcommands().front()->get_name();
    if (chosen == "run") return {run, 0};
    if (chosen == "serve") return {serve, 0};
    if (chosen == "sp") return {sp, 0};
    if (chosen == "provision") return {provision, 0};
    if (chosen == "inspect") return {inspect, 0};
    if (chosen == "guide") return {guide, 0};
    if (chosen == "list") return {list, 0};
    if (chosen == "show") return {show, 0};
    if (chosen == "report") return {report, 0};
    return {mutants, 0};
}

} // namespace idpsim::cli
