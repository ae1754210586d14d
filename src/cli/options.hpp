#pragma once
/// The command line as values. The flags are a contract: scripts rely on them.
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace idpsim::cli {

struct RunCommand {
    std::vector<std::string> idps;
    std::string select;
    std::optional<std::filesystem::path> target, product, tenant;
    std::filesystem::path out = "idpsim-report";
    unsigned jobs = 0;                  ///< 0: one per core
    std::uint64_t seed = 1;
    std::optional<std::pair<unsigned, unsigned>> shard;   ///< I of N, 1 <= I <= N
    std::optional<std::filesystem::path> baseline;
    std::vector<std::string> fail_on{"fail", "unverified", "error"};
    bool resume = false;
    bool list = false;
};

struct ServeCommand {
    std::string vendor;
    std::optional<std::filesystem::path> tenant;  ///< one customer's set-up
    std::vector<std::string> sp_metadata;         ///< files or URLs
    std::optional<std::string> acs, sp_entity_id;
    std::string listen = "127.0.0.1:0";
    std::optional<std::filesystem::path> state;   ///< default: the user's XDG state folder
};

struct SpCommand {
    std::string listen = "127.0.0.1:0";
    std::optional<std::filesystem::path> data;
    std::vector<std::string> idp_metadata;        ///< files or URLs
    std::optional<std::string> scim_token;
    std::vector<std::filesystem::path> schemas;   ///< Lua files, for the SCIM server
    std::optional<std::string> admin;    ///< mail address of an Account Admin who is invited
    bool allow_local_metadata = false;   ///< metadata URLs may lead to this machine and its network
};

struct ProvisionCommand {
    std::string vendor;
    std::string scim;                             ///< the server's base URL
    std::optional<std::string> token;             ///< default: the environment's IDPSIM_SCIM_TOKEN
    std::string variant;                          ///< "": by the URL's flag, else the vendor's usual one
    std::vector<std::string> options;             ///< key=value
    std::optional<std::filesystem::path> people, then;          ///< people, and perhaps their groups
    std::optional<std::filesystem::path> group_file, then_groups; ///< groups by themselves
    std::optional<std::size_t> generate;          ///< how many; default 10 without a file
    std::size_t groups = 0;                       ///< of generated people
    std::string domain = "people.example.test";   ///< of generated people
    std::uint64_t seed = 1;
    std::vector<std::string> cycle{"initial"};    ///< test, import, initial, incremental
    std::optional<std::filesystem::path> ca;
    unsigned max_wait = 60;                       ///< seconds
    std::optional<unsigned> answer_limit;         ///< seconds; default: the vendor's own
    bool json = false, quiet = false;
};

struct ListCommand {
    std::string what;                   ///< idps, scenarios, checks, clauses, claims, mutants, attacks
    std::optional<std::filesystem::path> product, target;   ///< whose claims
    bool json = false;
};

struct ShowCommand {
    std::string name;
    std::optional<std::filesystem::path> product, target;
};

struct MutantsCommand {
    std::string select;
    std::optional<std::filesystem::path> out;
    unsigned jobs = 0;
    std::uint64_t seed = 1;
};

struct GuideCommand {
    std::string vendor;
    std::optional<std::filesystem::path> target, product, out;
    std::string format = "text";        ///< text, markdown or html
    bool json = false;
};

struct InspectCommand {
    std::string file;                             ///< "-" for standard input; "" with `compare`
    std::vector<std::string> compare;             ///< two files, or none
    std::optional<std::string> idp_metadata;      ///< a file or URL
    std::vector<std::string> certificates, keys;  ///< files
    std::optional<std::string> idp_entity_id, sp_entity_id, acs, request_id;
    std::optional<std::string> now;               ///< xs:dateTime, or "now"
    bool allow_legacy = false;
    bool json = false;
};

struct ReportCommand {
    std::string what;                             ///< render, page, badge
    std::vector<std::filesystem::path> journals;  ///< journals, or the folders that hold them; several are parts of one run
    std::optional<std::filesystem::path> out;     ///< render: the folder; else a file
    std::string claim;                            ///< badge: of this claim alone
    bool json = false;                            ///< badge: for a badge service
};

using Command = std::variant<RunCommand, ServeCommand, SpCommand, ProvisionCommand, InspectCommand, GuideCommand, ListCommand, ShowCommand, MutantsCommand, ReportCommand>;

/// Either what to do, or the exit code after --help, --version or a usage error has been printed.
struct Parsed {
    std::optional<Command> command;
    int exit_code = 0;
};
Parsed parse_command_line(int argc, char** argv);

} // namespace idpsim::cli
