/// What an organisation's account admin does with the service provider's own keys: see them, and roll them over.
#include "simulator/sp/authority.hpp"
#include "simulator/sp/product.hpp"

namespace idpsim::sp {
namespace {

boost::json::array describe(const std::vector<KeyPair>& pairs) {
    boost::json::array out;
    for (const KeyPair& pair : pairs)
        out.push_back(boost::json::object{{"sha256", pair.certificate.fingerprint()},
                                          {"certificate", pair.certificate.base64()},
                                          {"not_after", format_instant(pair.certificate.not_after())}});
    return out;
}

HttpResponse shown(Product& product, Organisation& org, int status) {
    product.keys.fill(org.keys, product.clock.now());
    return json_answer(status, {{"signing", describe(org.keys.signing)}, {"encryption", describe(org.keys.encryption)}});
}

/// The organisation's key numbers of the use in the URL.
Or<KeyUse> use_of(const Call& call) {
    const std::string_view use = call.path.at(1);
    if (use == "signing") return KeyUse::signing;
    if (use == "encryption") return KeyUse::encryption;
    return error_json(404, "not_found", "Keys are for signing or for encryption.");
}

} // namespace

HttpResponse list_keys(Product& product, const Call& call) {
    const Or<Organisation*> org = organisation_of_admin(product, call);
    return org ? shown(product, **org, 200) : org.error();
}

HttpResponse begin_key_rollover(Product& product, const Call& call) {
    const Or<Organisation*> org = organisation_to_configure(product, call);
    if (!org) return org.error();
    const Or<KeyUse> use = use_of(call);
    if (!use) return use.error();
    std::vector<int>& numbers = (*org)->keys.numbers.of(*use);
    if (numbers.size() > 1) return error_json(409, "rolling", "A rollover is under way; end it first.");
    numbers.push_back(numbers.back() + 1);
    product.organisations.save(**org);
    return shown(product, **org, 201);
}

HttpResponse end_key_rollover(Product& product, const Call& call) {
    const Or<Organisation*> org = organisation_to_configure(product, call);
    if (!org) return org.error();
    const Or<KeyUse> use = use_of(call);
    if (!use) return use.error();
    std::vector<int>& numbers = (*org)->keys.numbers.of(*use);
    if (numbers.size() == 1) return error_json(409, "not_rolling", "There is one key; begin a rollover first.");
    numbers.erase(numbers.begin());
    product.organisations.save(**org);
    return shown(product, **org, 200);
}

} // namespace idpsim::sp
