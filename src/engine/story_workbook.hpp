#pragma once
/// The product's mapping workbook in a scenario: downloaded, edited as in Excel, uploaded.
#include "src/engine/story.hpp"

namespace idpsim::engine {

///   t.sp:download_mapping()        the workbook, by the target's call "download_mapping"
///   t.sp:upload_mapping(workbook)  what came of it, by "upload_mapping" ({workbook}, {file_name})
///   workbook.file_name             as the product called it
///   workbook:cell("C2")            its text, or nothing; workbook.rows: the last row with a value
///   workbook:row("SAML e-mail")    the row that begins with this text, or nothing
///   workbook:edit("C2", text)      a copy with that cell changed ("" clears it), as a spreadsheet program saves it
///   workbook:rename(name)          a copy under that name
///   workbook:spoil(kind)           a copy that must be refused; t.sp:workbook_faults() are the kinds
struct StoryWorkbook {
    std::string file_name, octets;
};

void register_story_workbook(lua::State& state);
boost::asio::awaitable<Result<StoryWorkbook>> download_mapping(StorySp& sp);
boost::asio::awaitable<Result<Acted>> upload_mapping(StorySp& sp, const StoryWorkbook& workbook);

} // namespace idpsim::engine
