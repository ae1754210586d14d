// What the database finds for a filter, against scim::matches on every resource: random people, groups, filters, orders
// and pages.
#include "simulator/scim/collection.hpp"
#include "simulator/scim/narrowing.hpp"
#include "tests/core/properties.hpp"
#include "tests/sim_scim/site.hpp"

#include <algorithm>

namespace idpsim::scim_server {
namespace {

using scim::Filter;
using scim::Operator;

/// Words that meet each other: letter case, prefixes, characters that patterns are made of, more than one octet.
std::string any_word() {
    return *rc::gen::elementOf(std::vector<std::string>{
        "",         "a",         "A",        "ab",  "aB",   "Abc",  "b",    "a%",    "a_b",          "*",
        "\xC3\xA9", "e\xCC\x81", "\xC3\x89", "b'c", "work", "home", "user", "Group", "\xE2\x82\xAC", "a\\"});
}

std::string any_name() {
    std::string word = any_word();
    return word.empty() ? "x" : word;
}

template <class T> T any_of(const std::vector<T>& some) { return *rc::gen::elementOf(some); }

bool maybe() { return *rc::gen::arbitrary<bool>(); }

json::object any_email() {
    json::object email;
    if (maybe()) email["value"] = any_word();
    if (maybe()) email["type"] = any_word();
    if (maybe()) email["primary"] = maybe();
    if (maybe()) email["display"] = any_word();
    return email;
}

/// A directory with a few people and groups of both organisations in it.
class Population {
public:
    Population() {
        for (const char* org : {"acme", "globex"}) fill(org);
        site.become("acme");
    }
    Call call() {
        Call made{site.directory, behaviour, site.random, "acme", "https://sp.test/scim/v2/acme", site.clock.now()};
        made.whole_users = true;
        return made;
    }
    const std::vector<std::string>& ids() const { return ids_; }

    Site site;
    ScimBehaviour behaviour;

private:
    void fill(const char* org) {
        site.become(org);
        const int people = *rc::gen::inRange(0, 7);
        for (int i = 0; i < people; ++i) {
            json::object user{{"schemas", json::array{json::string(scim::user_urn.data(), scim::user_urn.size())}}};
            user["userName"] = any_name() + std::to_string(*rc::gen::inRange(0, 3));
            if (maybe()) user["externalId"] = any_word();
            if (maybe()) user["active"] = maybe();
            if (maybe()) user["title"] = any_word();
            if (maybe()) user["emails"] = json::array{any_email(), any_email()};
            keep(site.call("POST", "/Users", json::serialize(user)));
            site.clock.advance(Millis{*rc::gen::inRange(0, 2)});
        }
        const int groups = *rc::gen::inRange(0, 4);
        for (int i = 0; i < groups; ++i) {
            json::object group{{"schemas", json::array{json::string(scim::group_urn.data(), scim::group_urn.size())}}};
            group["displayName"] = any_name();
            if (maybe()) group["externalId"] = any_word();
            json::array members;
            for (const std::string& id : here_) {
                if (maybe()) members.emplace_back(json::object{{"value", id}});
            }
            group["members"] = std::move(members);
            keep(site.call("POST", "/Groups", json::serialize(group)));
        }
        here_.clear();
    }
    void keep(const Answer& answer) {
        if (answer.status() != 201) return; // the name is taken
        ids_.push_back(answer.id());
        here_.push_back(answer.id());
    }

    std::vector<std::string> ids_, here_;
};

json::value any_value(const std::string& path, const Population& people) {
    if (*rc::gen::inRange(0, 12) == 0) return nullptr;
    if (path == "active" || path.ends_with("primary")) return maybe() ? json::value(maybe()) : json::value("True");
    if (path.starts_with("meta.")) {
        return json::value(maybe() ? "2026-11-24T12:00:00.00" + std::to_string(*rc::gen::inRange(0, 5)) + "Z"
                                   : "2026-11");
    }
    const bool id = path == "id" || path == "value" || path == "members.value" || path == "groups.value";
    if (id && !people.ids().empty() && maybe()) return json::value(any_of(people.ids()));
    return json::value(any_word());
}

Filter comparison(const std::string& path, const Population& people) {
    Filter filter;
    filter.path = scim::parse_attribute_path(path).value();
    filter.op = any_of(std::vector<Operator>{Operator::eq, Operator::ne, Operator::co, Operator::sw, Operator::ew,
                                             Operator::pr, Operator::gt, Operator::ge, Operator::lt, Operator::le});
    if (filter.op != Operator::pr) filter.value = any_value(path, people);
    return filter;
}

struct Names {
    std::vector<std::string> paths, lists, subs;
};
const Names user_names{{"userName", "externalId", "id", "active", "emails", "emails.value", "emails.type",
                        "emails.primary", "groups", "groups.value", "groups.display", "meta.created",
                        "meta.lastModified", "meta.resourceType", "title"},
                       {"emails", "groups"},
                       {"value", "type", "primary", "display"}};
const Names group_names{{"displayName", "externalId", "id", "members", "members.value", "members.type",
                         "members.display", "meta.created", "meta.lastModified"},
                        {"members"},
                        {"value", "type", "display"}};

Filter any_filter(const Names& names, const Population& people, int depth, bool inside = false) {
    Filter filter;
    const int kind = depth == 0 ? 0 : *rc::gen::inRange(0, inside ? 6 : 8);
    if (kind < 3) return comparison(any_of(inside ? names.subs : names.paths), people);
    if (kind >= 6) {
        filter.kind = Filter::Kind::has_element;
        filter.path = scim::parse_attribute_path(any_of(names.lists)).value();
        filter.parts = {any_filter(names, people, depth - 1, true)};
        return filter;
    }
    filter.kind = kind == 3 ? Filter::Kind::all_of : kind == 4 ? Filter::Kind::any_of : Filter::Kind::negate;
    const int parts = kind == 5 ? 1 : *rc::gen::inRange(2, 4);
    for (int i = 0; i < parts; ++i) filter.parts.push_back(any_filter(names, people, depth - 1, inside));
    return filter;
}

json::object tree_of(const Shown& shown) {
    return shown.text ? scim::parse_json_object(shown.text->json).value() : shown.resource;
}

std::vector<json::object> trees_of(const Listed& listed) {
    std::vector<json::object> trees;
    for (const Shown& one : listed.resources) trees.push_back(tree_of(one));
    return trees;
}

std::vector<std::string> ids_of(const std::vector<json::object>& resources) {
    std::vector<std::string> ids;
    for (const json::object& resource : resources) ids.emplace_back(scim::text_member(resource, "id"));
    return ids;
}

std::vector<std::string> ids_of(const Listed& listed) { return ids_of(trees_of(listed)); }

Form any_form() { return maybe() ? Form::text : Form::tree; }

Listed list_all(const Call& call, const Collection& collection, const Filter* filter, Order order = {}) {
    Listing listing;
    listing.filter = filter;
    listing.order = order;
    listing.take = no_end;
    listing.form = any_form();
    return collection.list(call, listing);
}

/// The ids that match, in order of creation.
std::vector<std::string> expected(const Call& call, const Collection& collection, const Filter& filter) {
    std::vector<json::object> all = trees_of(list_all(call, collection, nullptr));
    std::erase_if(all, [&](const json::object& one) { return !scim::matches(filter, one, collection.type(call)); });
    return ids_of(all);
}

void hold_against_matches(const Collection& collection, const Names& names) {
    Population people;
    const Call call = people.call();
    int exact = 0, checked = 0;
    for (int i = 0; i < 25; ++i) {
        const Filter filter = any_filter(names, people, 3);
        if (!scim::check_filter(filter, collection.type(call))) continue;
        ++checked;
        const Narrowing narrowing = narrow(&filter, collection.type(call), people.behaviour.user_name_key);
        exact += narrowing.exact;
        RC_LOG() << "filter on " << filter.path.text() << ": " << narrowing.where.sql << "\n";
        const std::vector<std::string> wanted = expected(call, collection, filter);
        const Listed found = list_all(call, collection, &filter);
        RC_ASSERT(ids_of(found) == wanted);
        RC_ASSERT(found.total == std::ssize(wanted));
        Listing page;
        page.filter = &filter;
        page.skip = *rc::gen::inRange(0, 4);
        page.take = *rc::gen::inRange(0, 4);
        page.form = any_form();
        const Listed cut = collection.list(call, page);
        RC_ASSERT(cut.total == std::ssize(wanted));
        RC_ASSERT(std::ssize(cut.resources) == std::clamp<std::int64_t>(std::ssize(wanted) - page.skip, 0, page.take));
        for (std::size_t at = 0; at < cut.resources.size(); ++at) {
            RC_ASSERT(ids_of(cut)[at] == wanted[at + static_cast<std::size_t>(page.skip)]);
        }
    }
    RC_CLASSIFY(exact > 0, "told by columns alone");
    RC_CLASSIFY(exact < checked, "looked at");
}

RC_GTEST_PROP(NarrowingProperty, FindsTheUsersThatMatch, ()) { hold_against_matches(users(), user_names); }
RC_GTEST_PROP(NarrowingProperty, FindsTheGroupsThatMatch, ()) { hold_against_matches(groups(), group_names); }

/// What an order sorts by: nothing, or text that compares as the column does.
std::optional<std::string> sort_key(const json::object& resource, const std::string& attribute) {
    if (attribute.starts_with("meta."))
        return std::string(scim::text_member(resource.at("meta").as_object(), attribute.substr(5)));
    const json::value* value = scim::find_member(resource, attribute);
    if (!value) return std::nullopt;
    if (value->is_bool()) return value->get_bool() ? "1" : "0";
    const std::string text(scim::text_of(value->get_string()));
    return attribute == "userName" || attribute == "displayName" ? scim::fold(text) : text;
}

std::vector<std::string> sorted(std::vector<json::object> all, const std::string& attribute, bool descending) {
    const auto comes_first = [&](const json::object& a, const json::object& b) {
        const std::optional<std::string> one = sort_key(a, attribute), other = sort_key(b, attribute);
        if (!one || !other) return one.has_value() && !other; // nothing is last
        return *one < *other;
    };
    std::stable_sort(all.begin(), all.end(), comes_first);
    if (descending) std::reverse(all.begin(), all.end());
    return ids_of(all);
}

void hold_order(const Collection& collection, const std::vector<std::string>& attributes) {
    Population people;
    const Call call = people.call();
    const std::string attribute = any_of(attributes);
    const Order order = order_by(scim::parse_attribute_path(attribute).value(), collection.type(call), maybe());
    RC_ASSERT(order.column);
    const std::vector<std::string> wanted =
        sorted(trees_of(list_all(call, collection, nullptr)), attribute, order.descending);
    RC_ASSERT(ids_of(list_all(call, collection, nullptr, order)) == wanted);
    // The same, page by page, each from where the one before ended.
    const Filter filter = comparison(any_of(std::vector<std::string>{"id", "externalId"}), people);
    const bool filtered = maybe() && scim::check_filter(filter, collection.type(call));
    const std::vector<std::string> matching = ids_of(list_all(call, collection, filtered ? &filter : nullptr, order));
    Listing page;
    page.filter = filtered ? &filter : nullptr;
    page.order = order;
    page.take = *rc::gen::inRange(1, 4);
    page.counted = maybe();
    std::vector<std::string> walked;
    do {
        const Listed listed = collection.list(call, page);
        for (const std::string& id : ids_of(listed)) walked.push_back(id);
        RC_ASSERT(listed.total == (page.counted ? std::ssize(matching) : 0));
        RC_ASSERT(walked.size() <= matching.size());
        page.after = listed.next;
    } while (page.after);
    RC_ASSERT(walked == matching);
}

RC_GTEST_PROP(NarrowingProperty, OrdersUsersAndPagesThem, ()) {
    hold_order(users(), {"userName", "externalId", "id", "active", "meta.created", "meta.lastModified"});
}
RC_GTEST_PROP(NarrowingProperty, OrdersGroupsAndPagesThem, ()) {
    hold_order(groups(), {"displayName", "externalId", "id", "meta.created"});
}

/// Filters that are looked at one by one page in the same way.
RC_GTEST_PROP(NarrowingProperty, PagesThroughWhatIsLookedAt, ()) {
    Population people;
    const Call call = people.call();
    const Filter filter = scim::parse_filter(quotes("title pr or displayName eq 'x'")).value();
    const std::vector<std::string> wanted = expected(call, users(), filter);
    Listing page;
    page.filter = &filter;
    page.take = *rc::gen::inRange(1, 3);
    page.counted = maybe();
    std::vector<std::string> walked;
    do {
        const Listed listed = users().list(call, page);
        for (const std::string& id : ids_of(listed)) walked.push_back(id);
        RC_ASSERT(listed.total == (page.counted ? std::ssize(wanted) : 0));
        page.after = listed.next;
    } while (page.after && walked.size() <= wanted.size());
    RC_ASSERT(walked == wanted);
}

} // namespace
} // namespace idpsim::scim_server
