/// How many requests a second does a SCIM server answer?
///   bench_scim measure NAME SCIM_URL TOKEN PID USERS SECONDS   one row for 1 and one for 16 connections, tab-separated:
///     name, users, connections, creates, gets, filtered gets, PATCHes a second, the same four a second of the server's CPU
///     time (which tells more on a busy machine), KB per user, seconds to create the first USERS
///   bench_scim group NAME SCIM_URL TOKEN PID MEMBERS SECONDS   the same for PATCHes of a group of so many members, by which
///     one comes or goes: name, members, connections, PATCHes a second, and a second of the server's CPU time, seconds to
///     create the group whole
///   bench_scim serve [FILE]   the built-in SCIM server by itself
///   bench_scim responder   a server that answers everything at once with the same user, to see what the client can do
#include "bench/scim/load_client.hpp"
#include "bench/scim/responder.hpp"
#include "bench/scim/serve.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <random>
#include <sstream>
#include <stdexcept>
#include <utility>
#include <vector>

#include <unistd.h>

namespace {

using namespace idpsim::bench;
namespace asio = boost::asio;
using namespace std::chrono_literals;

/// "http://127.0.0.1:8080/scim/v2" of a server on this machine.
struct Server {
    asio::ip::tcp::endpoint endpoint;
    std::string host, path, token;
};

Server read_server(const std::string& url, std::string token) {
    const std::string scheme = "http://";
    const std::size_t slash = url.find('/', scheme.size());
    const std::size_t colon = url.rfind(':', slash);
    if (!url.starts_with(scheme) || slash == std::string::npos || colon <= scheme.size()) throw std::runtime_error("no URL of the form http://ADDRESS:PORT/PATH: " + url);
    const std::string address = url.substr(scheme.size(), colon - scheme.size());
    const auto port = static_cast<unsigned short>(std::stoi(url.substr(colon + 1, slash - colon - 1)));
    return {{asio::ip::make_address(address), port}, url.substr(scheme.size(), slash - scheme.size()), url.substr(slash), std::move(token)};
}

/// Per second, and per second of CPU time that the server spent.
struct Rates {
    double wall = 0, cpu = 0;
};

/// CPU seconds of a process so far, its threads included.
double cpu_seconds(const std::string& pid) {
    std::ifstream file("/proc/" + pid + "/stat");
    std::string stat;
    std::getline(file, stat);
    const std::size_t end = stat.rfind(')');   // of the name, which may hold anything
    if (end == std::string::npos) throw std::runtime_error("no process " + pid);
    std::istringstream rest(stat.substr(end + 1));
    std::string skipped;
    for (int i = 0; i < 11; ++i) rest >> skipped;
    double user = 0, system = 0;
    rest >> user >> system;
    return (user + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

class Bench {
public:
    Bench(Server server, std::string pid, std::chrono::milliseconds span)
        : server_(std::move(server)), pid_(std::move(pid)), span_(span) {}

    Tally fill(std::size_t users) {
        const std::size_t last = next_user_ + users;
        return must_be_right(run_load(server_.endpoint, 16, 24h, {[&](Asked& asked) { return next_user_ < last && create(asked); }, created()}));
    }
    Rates creates(int connections) {
        return measure(connections, {[&](Asked& asked) { return create(asked); }, created()});
    }
    Rates gets(int connections) {
        return measure(connections, {[&](Asked& asked) {
                                         const std::string& id = ids_[any(asked)];
                                         asked.octets = request("GET", "/Users/" + id);
                                         return true;
                                     },
                                     [&](const Asked& asked, int status, std::string_view body) {
                                         return status == 200 && body.find(ids_[asked.number]) != std::string_view::npos;
                                     }});
    }
    Rates filtered(int connections) {
        return measure(connections, {[&](Asked& asked) {
                                         asked.octets = request("GET", "/Users?filter=userName%20eq%20%22" + user_name(any(asked)) + "%22");
                                         return true;
                                     },
                                     [&](const Asked& asked, int status, std::string_view body) {
                                         return status == 200 && body.find(ids_[asked.number]) != std::string_view::npos &&
                                                body.find("\"totalResults\":1,") + body.find("\"totalResults\":1}") != 2 * std::string_view::npos;
                                     }});
    }
    /// Each changes something: who was active no longer is, and the other way round.
    Rates patches(int connections) {
        return measure(connections,
                       {[&](Asked& asked) {
                            const std::size_t user = any(asked);
                            active_[user] = !active_[user];
                            const char* value = active_[user] ? "true" : "false";
                            asked.octets = request("PATCH", "/Users/" + ids_[user],
                                                   fmt::format(R"({{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{{"op":"replace","path":"active","value":{}}}]}})", value));
                            return true;
                        },
                        [&](const Asked& asked, int status, std::string_view body) {
                            return status == 200 && body.find(ids_[asked.number]) != std::string_view::npos && body.find("\"active\":") != std::string_view::npos;
                        }});
    }

    /// One group of everybody; seconds it took.
    double create_group() {
        std::string members;
        for (const std::string& id : ids_) members += fmt::format(R"({}{{"value":"{}"}})", members.empty() ? "" : ",", id);
        const std::string octets =
            request("POST", "/Groups", fmt::format(R"({{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"Everybody","members":[{}]}})", members));
        bool asked_once = false;
        const auto ask = [&](Asked& asked) { return asked.octets = octets, !std::exchange(asked_once, true); };
        const auto is_created = [&](const Asked&, int status, std::string_view body) { return status == 201 && !(group_ = id_in(body)).empty(); };
        return must_be_right(run_load(server_.endpoint, 1, 24h, {ask, is_created})).seconds;
    }
    /// Each takes one out or lets one in again. A server may answer without the group.
    Rates group_patches(int connections) {
        return measure(connections, {[&](Asked& asked) {
                                         const std::size_t user = any(asked);
                                         active_[user] = !active_[user];
                                         const std::string change = active_[user] ? fmt::format(R"("op":"add","path":"members","value":[{{"value":"{}"}}])", ids_[user])
                                                                                  : fmt::format(R"("op":"remove","path":"members[value eq \"{}\"]")", ids_[user]);
                                         asked.octets = request("PATCH", "/Groups/" + group_,
                                                                fmt::format(R"({{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{{{}}}]}})", change));
                                         return true;
                                     },
                                     [](const Asked&, int status, std::string_view) { return status == 200 || status == 204; }});
    }

private:
    static std::string user_name(std::size_t number) { return fmt::format("person{:07}@bench.test", number); }
    std::size_t any(Asked& asked) { return asked.number = random_() % ids_.size(); }

    std::string request(const char* method, const std::string& target, const std::string& body = "") const {
        std::string octets = fmt::format("{} {}{} HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {}\r\nAccept: application/scim+json\r\n", method, server_.path, target, server_.host, server_.token);
        if (!body.empty()) octets += fmt::format("Content-Type: application/scim+json\r\nContent-Length: {}\r\n", body.size());
        return octets + "\r\n" + body;
    }

    bool create(Asked& asked) {
        asked.number = next_user_++;
        ids_.emplace_back();
        active_.push_back(true);
        asked.octets = request("POST", "/Users",
                               fmt::format(R"({{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"{0}","externalId":"00u{1:017}","name":{{"givenName":"Ada{1}","familyName":"Byron"}},)"
                                           R"("emails":[{{"primary":true,"value":"{0}","type":"work"}}],"displayName":"Ada{1} Byron","locale":"en-US","active":true}})",
                                           user_name(asked.number), asked.number));
        return true;
    }
    std::function<bool(const Asked&, int, std::string_view)> created() {
        return [this](const Asked& asked, int status, std::string_view body) {
            ids_[asked.number] = status == 201 ? id_in(body) : "";
            return !ids_[asked.number].empty();
        };
    }
    static std::string id_in(std::string_view body) {
        constexpr std::string_view key = "\"id\":\"";
        const std::size_t at = body.find(key);
        if (at == std::string_view::npos) return "";
        return std::string(body.substr(at + key.size(), body.find('"', at + key.size()) - at - key.size()));
    }

    static Tally must_be_right(Tally tally) {
        if (tally.wrong > 0 || tally.answers == 0) throw std::runtime_error(fmt::format("{} of {} answers are wrong, the first: {}", tally.wrong, tally.answers, tally.first_wrong));
        return tally;
    }
    Rates measure(int connections, const Load& load) const {
        const double before = cpu_seconds(pid_);
        const Tally tally = must_be_right(run_load(server_.endpoint, connections, span_, load));
        const double cpu = cpu_seconds(pid_) - before;
        return {tally.rate(), cpu > 0 ? static_cast<double>(tally.answers) / cpu : 0};
    }

    Server server_;
    std::string pid_;
    std::chrono::milliseconds span_;
    std::mt19937_64 random_{20261124};
    std::vector<std::string> ids_;
    std::string group_;
    std::vector<bool> active_;
    std::size_t next_user_ = 0;
};

double resident_kb(const std::string& pid) {
    std::ifstream status("/proc/" + pid + "/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmRSS:")) return std::stod(line.substr(6));
    throw std::runtime_error("no process " + pid);
}

void measure(char** words) {
    const std::string name = words[0], pid = words[3];
    const std::size_t users = std::stoul(words[4]);
    Bench bench(read_server(words[1], words[2]), pid, std::chrono::milliseconds(static_cast<int>(1000 * std::stod(words[5]))));
    bench.fill(16);   // connections, statements, compiled code
    const double before = resident_kb(pid);
    const Tally filled = bench.fill(users);
    const double kb = (resident_kb(pid) - before) / static_cast<double>(users);
    for (const int connections : {1, 16}) {
        const Rates rates[] = {bench.creates(connections), bench.gets(connections), bench.filtered(connections), bench.patches(connections)};
        fmt::print("{}\t{}\t{}", name, users, connections);
        for (const Rates& each : rates) fmt::print("\t{:.0f}", each.wall);
        for (const Rates& each : rates) fmt::print("\t{:.0f}", each.cpu);
        fmt::print("\t{:.2f}\t{:.1f}\n", kb, filled.seconds);
        std::fflush(stdout);
    }
}

void measure_group(char** words) {
    const std::string name = words[0], pid = words[3];
    const std::size_t members = std::stoul(words[4]);
    Bench bench(read_server(words[1], words[2]), pid, std::chrono::milliseconds(static_cast<int>(1000 * std::stod(words[5]))));
    bench.fill(members);
    const double created = bench.create_group();
    for (const int connections : {1, 16}) {
        const Rates rates = bench.group_patches(connections);
        fmt::print("{}\t{}\t{}\t{:.0f}\t{:.0f}\t{:.2f}\n", name, members, connections, rates.wall, rates.cpu, created);
        std::fflush(stdout);
    }
}

} // namespace

int main(int argc, char** argv) {
    try {
        const std::string word = argc > 1 ? argv[1] : "";
        if (argc == 2 && word == "responder") return respond();
        if ((argc == 2 || argc == 3) && word == "serve") return serve(argc == 3 ? argv[2] : "");
        if (argc != 8 || (word != "measure" && word != "group"))
            throw std::runtime_error("usage: bench_scim measure NAME SCIM_URL TOKEN PID USERS SECONDS | group NAME SCIM_URL TOKEN PID MEMBERS SECONDS | serve [FILE] | responder");
        word == "group" ? measure_group(argv + 2) : measure(argv + 2);
        return 0;
    } catch (const std::exception& problem) {
        fmt::print(stderr, "bench_scim: {}\n", problem.what());
        return 1;
    }
}
