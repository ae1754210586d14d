#include "src/engine/saml_profile_reader.hpp"

#include "src/engine/saml_profile_parts.hpp"

namespace idpsim::engine {
namespace {

using idp::SamlProfile;

void read_urls(Fields& fields, SamlProfile& out) {
    out.entity_id = fields.text("entity_id");
    for (const auto& [name, pattern] : fields.text_map("urls")) out.urls.emplace(name, pattern);
    for (const char* needed : {"sso", "login", "metadata", "initiate", "dashboard"})
        if (!out.urls.contains(needed)) fields.fail("urls", std::string("needs an entry ") + needed);
}

} // namespace

SamlProfile read_saml_profile(Fields fields, Fields* console) {
    SamlProfile out;
    read_urls(fields, out);
    read_messages(fields, out);
    read_subject(fields, out);
    read_requests(fields, out);
    read_protocol(fields, out);
    read_pages(fields, out);
    read_console(console ? *console : fields, out);
    fields.finish();
    return out;
}

} // namespace idpsim::engine
