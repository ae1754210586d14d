#pragma once
/// What a page's form sends: fields, and files where it uploads some (RFC 7578).
#include "simulator/sp/http_support.hpp"
#include "src/core/http.hpp"
#include "src/core/url.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace idpsim::sp {

struct UploadedFile {
    std::string field;   ///< of the form
    std::string name;    ///< as the browser has it, without folders; "" when no file was chosen
    std::string content;
};

struct FormBody {
    Params fields;
    std::vector<UploadedFile> files;

    /// "" when it is not there.
    std::string field(std::string_view name) const;
    /// Null when there is none, or no file was chosen.
    const UploadedFile* file(std::string_view field) const;
};

/// Reads application/x-www-form-urlencoded and multipart/form-data; 415 for anything else, 400 for what is malformed or has
/// more than 200 parts. How large it may be is the server's business.
Or<FormBody> read_form_body(const HttpRequest& request);

} // namespace idpsim::sp
