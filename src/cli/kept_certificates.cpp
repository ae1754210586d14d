#include "src/cli/kept_certificates.hpp"

#include "src/cli/write_file.hpp"
#include "src/core/file.hpp"
#include "src/crypto/digest.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace idpsim::cli {
namespace {

namespace json = boost::json;

constexpr std::size_t most_certificates = 1000;

void put_instant(json::object& out, std::string_view name, const std::optional<Instant>& instant) {
    if (instant) out[name] = format_instant(*instant);
}

std::optional<Instant> instant_in(const json::object& from, std::string_view name) {
    const json::value* value = from.if_contains(name);
    if (!value) return std::nullopt;
    return parse_instant(std::string(value->as_string())).value();
}

json::object write_certificate(const idp::TenantCertificate& one) {
    json::object out{{"active", one.active}};
    if (one.key) out["key"] = *one.key;
    put_instant(out, "made", one.made);
    put_instant(out, "not_before", one.not_before);
    put_instant(out, "not_after", one.not_after);
    return out;
}

idp::TenantCertificate read_certificate(const json::object& from) {
    idp::TenantCertificate out;
    out.active = from.at("active").as_bool();
    out.key = from.at("key").to_number<int>();
    out.made = instant_in(from, "made");
    out.not_before = instant_in(from, "not_before");
    out.not_after = instant_in(from, "not_after");
    return out;
}

void read_into(const json::object& from, idp::Tenant& tenant) {
    const json::array& list = from.at("certificates").as_array();
    if (list.empty() || list.size() > most_certificates) throw std::out_of_range("the number of certificates");
    std::vector<idp::TenantCertificate> certificates;
    for (const json::value& one : list) certificates.push_back(read_certificate(one.as_object()));
    tenant.first_key = from.at("next_key").to_number<int>();
    tenant.certificates = std::move(certificates);
}

} // namespace

KeptCertificates::KeptCertificates(const std::filesystem::path& folder, const std::string& vendor, const std::string& whose)
    : file_(folder / (vendor + "-" + crypto::to_hex(crypto::digest(crypto::Hash::sha256, vendor + "\n" + whose)).substr(0, 16) +
                      ".certificates.json")) {}

void KeptCertificates::restore(idp::Tenant& tenant) const {
    std::error_code gone;
    if (!std::filesystem::exists(file_, gone)) return;
    const std::string text = read_file(file_).value();
    try {
        read_into(json::parse(text).as_object(), tenant);
    } catch (const std::exception& problem) {
        throw Failure(Error{Fault::malformed, file_.string(), std::string("the certificates kept there cannot be read: ") + problem.what()});
    }
}

void KeptCertificates::keep(const idp::Idp& idp) const {
    idp::Tenant tenant;
    idp.keep_certificates_in(tenant);
    json::array list;
    for (const idp::TenantCertificate& one : tenant.certificates) list.push_back(write_certificate(one));
    write_whole_file(file_, json::serialize(json::object{{"next_key", tenant.first_key}, {"certificates", std::move(list)}}) + "\n");
}

std::string describe_certificates(const idp::Tenant& tenant) {
    json::array list;
    for (const idp::TenantCertificate& one : tenant.certificates) list.push_back(write_certificate(one));
    return json::serialize(list);
}

} // namespace idpsim::cli
