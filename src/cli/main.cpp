/// idpsim: reads the command line, runs one command, turns what was thrown into an exit code.
#include "src/cli/commands.hpp"
#include "src/cli/options.hpp"
#include "src/xml/document.hpp"

#include <cstdio>
#include <exception>

namespace {

using namespace idpsim;

int run_command(const cli::Command& command) {
    return std::visit([](const auto& one) { return cli::execute(one); }, command);
}

} // namespace

int main(int argc, char** argv) {
    const cli::Parsed parsed = cli::parse_command_line(argc, argv);
    if (!parsed.command) return parsed.exit_code;
    try {
        const xml::Library library;
        return run_command(*parsed.command);
    } catch (const Failure& failure) {
        std::fprintf(stderr, "idpsim: %s\n", failure.what());
        return cli::exit_code_of(failure);
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "idpsim: a fault of idpsim itself: %s\n", failure.what());
        return cli::exit_fault;
    }
}
