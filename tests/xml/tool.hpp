#pragma once
/// Other people's command line tools, run in a folder of the test's own.
#include <gtest/gtest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

namespace idpsim::xml::test {

class Tool {
public:
    Tool() {
        std::string name = testing::TempDir() + "idpsim-XXXXXX";
        if (!mkdtemp(name.data())) throw std::runtime_error("no folder could be made in " + testing::TempDir());
        folder_ = name;
    }
    ~Tool() { std::filesystem::remove_all(folder_); }
    Tool(const Tool&) = delete;
    Tool& operator=(const Tool&) = delete;

    void write(const std::string& name, const std::string& text) const { std::ofstream(folder_ / name) << text; }

    /// What the command prints; its complaints, and a failed expectation, when it does not succeed.
    std::string run(const std::string& command) const {
        FILE* pipe = popen(("cd '" + folder_.string() + "' && " + command + " 2>complaints").c_str(), "r");
        if (!pipe) throw std::runtime_error("no shell");
        std::string out;
        for (char buffer[4096]; const std::size_t got = fread(buffer, 1, sizeof buffer, pipe);) out.append(buffer, got);
        const int status = pclose(pipe);
        if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return out;
        std::ifstream complaints(folder_ / "complaints");
        ADD_FAILURE() << command << "\n" << complaints.rdbuf();
        return out;
    }

private:
    std::filesystem::path folder_;
};

} // namespace idpsim::xml::test
