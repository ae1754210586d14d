#pragma once
/// What mutants change in a delivery to the ACS before the rules see it.
#include "simulator/sp/behaviour.hpp"

#include <pugixml.hpp>

#include <functional>
#include <string>
#include <string_view>

namespace idpsim::mutants {

bool is_delivery(const HttpRequest& request);
/// What a reader makes of the form before the rules see it.
void rewrite_request(sp::SpBehaviour& behaviour, std::function<void(HttpRequest&)> change);
/// Turns away the deliveries whose field SAMLResponse, or the document in it, is unwelcome.
void refuse_when(sp::SpBehaviour& behaviour, std::function<bool(const std::string& field, const std::string& xml)> unwelcome);
template <const char* Part> void bears_no(sp::SpBehaviour& behaviour) {
    refuse_when(behaviour, [](const std::string&, const std::string& xml) { return xml.find(Part) != std::string::npos; });
}
/// A field of the form; "" when it is not there.
std::string field_of(const HttpRequest& request, std::string_view name);
/// The request as a POST of this SAMLResponse alone.
void become_post(HttpRequest& request, const std::string& value);
/// The document as text, without a declaration and nothing moved.
std::string printed(const pugi::xml_document& document);

} // namespace idpsim::mutants
