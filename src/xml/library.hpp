#pragma once
/// What src/xml's sources share about the state of libxml2 and xmlsec: are they started, what did they complain of.
#include "src/core/result.hpp"

#include <optional>
#include <string>

struct _xmlError;

namespace idpsim::xml {

/// Throws Failure unless a Library lives.
void require_library();

/// The first line of libxml2's message, shortened: it may quote the document.
std::string first_line(const char* message);

/// While it lives, libxml2's errors on this thread that no parser context owns (canonicalisation's) come here instead
/// of to stderr.
class ErrorCapture {
public:
    ErrorCapture();
    ~ErrorCapture();
    ErrorCapture(const ErrorCapture&) = delete;
    ErrorCapture& operator=(const ErrorCapture&) = delete;
    /// The first complaint, or "".
    const std::string& first() const { return first_; }

private:
    static void note(void* self, _xmlError* error);

    std::string first_;
    void (*previous_)(void*, _xmlError*);
    void* previous_context_;
};

/// xmlsec's first complaint on this thread since the last call, or "".
std::string take_xmlsec_complaint();

} // namespace idpsim::xml
