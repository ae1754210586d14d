#include "src/cli/write_reports.hpp"

#include "reports/report.hpp"
#include "src/cli/write_file.hpp"

namespace idpsim::cli {

void write_reports(const std::filesystem::path& folder, const conformance::RunResult& run) {
    write_whole_file(folder / "report.json", reports::write_json(run));
    write_whole_file(folder / "junit.xml", reports::write_junit(run));
    write_whole_file(folder / "report.md", reports::write_markdown(run));
    write_whole_file(folder / "report.html", reports::write_html(run));
}

} // namespace idpsim::cli
