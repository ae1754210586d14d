#pragma once
/// Lua files of a test's own.
#include "src/core/result.hpp"
#include "src/lua/state.hpp"

#include <gtest/gtest.h>

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace idpsim::engine::test {

/// A folder that nobody else uses and that is gone afterwards.
class Folder {
public:
    Folder() {
        std::string name = testing::TempDir() + "idpsim-XXXXXX";
        if (!mkdtemp(name.data())) throw std::runtime_error("no folder could be made in " + testing::TempDir());
        path_ = name;
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    const std::filesystem::path& path() const { return path_; }
    std::filesystem::path write(const std::string& name, const std::string& text) const {
        const std::filesystem::path file = path_ / name;
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file) << text;
        return file;
    }

private:
    std::filesystem::path path_;
};

/// Folder and state of a loader's test.
class Files : public testing::Test {
protected:
    /// What `load` throws, without the folder: "name.lua:3: field: why".
    template <class Load> std::string problem(Load load) {
        try {
            load();
        } catch (const Failure& failure) {
            std::string text = failure.what();
            const std::string prefix = folder.path().string() + "/";
            if (text.starts_with(prefix)) text.erase(0, prefix.size());
            return text;
        }
        return "no problem";
    }

    Folder folder;
    lua::State state;
};

/// `text` with the first `from` replaced: a good file broken in one way.
inline std::string with(std::string text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    if (at == std::string::npos) throw std::logic_error("the good file has no " + from);
    return text.replace(at, from.size(), to);
}

} // namespace idpsim::engine::test
