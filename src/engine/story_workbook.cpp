#include "src/engine/story_workbook.hpp"

#include "simulator/sp/upload.hpp"
#include "src/core/text.hpp"
#include "src/engine/workbook_faults.hpp"
#include "src/lua/bind.hpp"
#include "src/xlsx/workbook.hpp"

#include <algorithm>

namespace idpsim::engine {
namespace asio = boost::asio;
namespace {

xlsx::Sheet sheet_of(const StoryWorkbook& workbook) { return xlsx::read_workbook(workbook.octets).value(); }

xlsx::Reference reference_of(const std::string& text) {
    const auto at = xlsx::parse_reference(text);
    if (!at) throw lua::ScriptError("\"" + text + "\" is no cell; \"C2\" is one");
    return *at;
}

std::optional<std::string> cell(const StoryWorkbook& self, std::string at) {
    const xlsx::Sheet sheet = sheet_of(self);
    const xlsx::Cell* found = sheet.find(reference_of(at));
    return found ? std::optional(found->text) : std::nullopt;
}

std::int64_t last_row(const StoryWorkbook& self) {
    int out = 0;
    for (const xlsx::Cell& each : sheet_of(self).cells) out = std::max(out, each.at.row);
    return out;
}

std::optional<std::int64_t> row(const StoryWorkbook& self, std::string field) {
    for (const xlsx::Cell& each : sheet_of(self).cells)
        if (each.at.column == 1 && each.text == field) return each.at.row;
    return std::nullopt;
}

StoryWorkbook edit(const StoryWorkbook& self, std::string at, std::string text) {
    xlsx::Sheet sheet = sheet_of(self);
    const xlsx::Reference where = reference_of(at);
    std::erase_if(sheet.cells, [&](const xlsx::Cell& each) { return each.at == where; });
    if (!text.empty()) sheet.cells.push_back({where, xlsx::Kind::text, std::move(text)});
    return {self.file_name, xlsx::write_workbook(sheet)};
}

StoryWorkbook rename(const StoryWorkbook& self, std::string name) { return {std::move(name), self.octets}; }

StoryWorkbook spoil(const StoryWorkbook& self, std::string kind) {
    const auto& all = workbook_faults();
    const auto found = std::ranges::find(all, kind, &WorkbookFault::id);
    if (found == all.end())
        throw lua::ScriptError("no fault of workbooks is named \"" + kind + "\"" +
                               did_you_mean_or_list(kind, names_of(all, &WorkbookFault::id)));
    return {self.file_name, found->spoil(self.octets)};
}

} // namespace

asio::awaitable<Result<StoryWorkbook>> download_mapping(StorySp& sp) {
    auto answer = co_await sp.target().act("download_mapping", {});
    if (!answer) co_return answer.error();
    if (!answer->ok())
        co_return Error{Fault::refused, "download_mapping", "answered " + std::to_string(answer->status)};
    const std::string header = find_header(answer->headers, "Content-Disposition").value_or("");
    co_return StoryWorkbook{sp::file_name_in(header).value_or(""), std::move(answer->body)};
}

asio::awaitable<Result<Acted>> upload_mapping(StorySp& sp, const StoryWorkbook& workbook) {
    Values more;
    more["workbook"] = workbook.octets;
    more["file_name"] = workbook.file_name;
    co_return co_await sp.target().act("upload_mapping", std::move(more));
}

void register_story_workbook(lua::State& state) {
    lua::register_type<StoryWorkbook>(
        state, "workbook", lua::field("file_name", &StoryWorkbook::file_name), lua::method("cell", cell),
        lua::field("rows", last_row), lua::method("row", row), lua::method("edit", edit), lua::method("rename", rename),
        lua::method("spoil", spoil), lua::field("is_workbook", [](const StoryWorkbook& self) {
            return xlsx::read_workbook(self.octets).has_value();
        }));
}

} // namespace idpsim::engine
