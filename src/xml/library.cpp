#include "src/xml/library.hpp"

#include "src/crypto/openssl.hpp"
#include "src/xml/document.hpp"
#include "src/xml/handles.hpp"

#include <libxml/xmlerror.h>
#include <xmlsec/errors.h>
#include <xmlsec/openssl/crypto.h>
#include <xmlsec/xmlsec.h>

#include <atomic>
#include <mutex>
#include <utility>

namespace idpsim::xml {
namespace {

std::mutex starting;
std::atomic<int> libraries{0};
thread_local std::string xmlsec_complaint;

/// libxml2's own default writes to stderr.
void say_nothing(void*, const char*, ...) {}

void note_xmlsec(const char*, int, const char* function, const char*, const char* subject, int, const char* message) {
    if (!xmlsec_complaint.empty()) return;
    xmlsec_complaint = function ? function : "xmlsec";
    if (subject && *subject) xmlsec_complaint += std::string(" ") + subject;
    if (message && *message) xmlsec_complaint += std::string(": ") + first_line(message);
}

void start() {
    xmlInitParser();
    // libxml2 keeps its handler per thread: this one's, and what threads to come begin with.
    xmlSetGenericErrorFunc(nullptr, say_nothing);
    xmlThrDefSetGenericErrorFunc(nullptr, say_nothing);
    // OpenSSL 3 starts itself, so xmlsec's application layer has nothing to do.
    if (xmlSecInit() < 0 || xmlSecOpenSSLInit() < 0)
        throw Failure(Error{Fault::invalid, "xmlsec", "the library could not be started"});
    xmlSecErrorsSetCallback(note_xmlsec);
}

void stop() {
    xmlSecOpenSSLShutdown();
    xmlSecShutdown();
    xmlCleanupParser();
}

} // namespace

Library::Library() {
    const std::lock_guard lock(starting);
    if (libraries == 0) start();
    ++libraries;
}

Library::~Library() {
    const std::lock_guard lock(starting);
    if (--libraries == 0) stop();
}

void require_library() {
    if (libraries == 0) throw Failure(Error{Fault::invalid, "xml", "no xml::Library lives: main must own one"});
}

std::string first_line(const char* message) {
    constexpr std::size_t longest = 200;
    std::string_view text = message ? message : "";
    text = text.substr(0, text.find_first_of("\r\n"));
    if (text.size() <= longest) return std::string(text);
    return std::string(text.substr(0, longest)) + "...";
}

ErrorCapture::ErrorCapture() : previous_(xmlStructuredError), previous_context_(xmlStructuredErrorContext) {
    xmlSetStructuredErrorFunc(this, &ErrorCapture::note);
}

ErrorCapture::~ErrorCapture() { xmlSetStructuredErrorFunc(previous_context_, previous_); }

void ErrorCapture::note(void* self, _xmlError* error) {
    auto& capture = *static_cast<ErrorCapture*>(self);
    if (capture.first_.empty()) capture.first_ = first_line(error->message);
}

std::string take_xmlsec_complaint() {
    crypto::drain_errors(); // what OpenSSL said under xmlsec must not be blamed on the next caller
    return std::exchange(xmlsec_complaint, {});
}

} // namespace idpsim::xml
