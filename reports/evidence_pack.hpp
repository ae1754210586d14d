#pragma once
/// Parts of a page that nobody may ever open, kept small: deflated (RFC 1951) and in base64 inside the page itself. The
/// page's script opens them when they are asked for; nothing is fetched. A full run's messages are 75 MB as HTML, and 5 MB so.
#include <string>
#include <string_view>

namespace idpsim::reports {

class EvidencePack {
public:
    /// The ids of its <template>s are this word, a colon and a number.
    explicit EvidencePack(std::string word) : word_(std::move(word)) {}
    /// Keeps the HTML under that name, which is unique; returns the id of the <template> that will hold it.
    std::string add(std::string_view name, std::string_view html);
    /// The templates, to stand anywhere in the page; ends the pack.
    std::string html();

    // Between entries, and between an entry's name and its HTML: characters that html() of reports/text.hpp never leaves.
    static constexpr char entry_mark = '\x1e', name_mark = '\x1f';

private:
    void close_template();
    std::string word_, open_, out_;
    std::size_t closed_ = 0;
};

} // namespace idpsim::reports
