// Reading the server's resources, as import and reconciliation do.
#include "simulator/idp/scim_import.hpp"

#include "simulator/idp/scim_client.hpp"
#include "src/core/text.hpp"
#include "src/scim/json.hpp"

#include <boost/json/array.hpp>

#include <algorithm>

namespace idpsim::idp {

namespace asio = boost::asio;
namespace json = boost::json;
using scim::find_member;

namespace {

/// No vendor's import is that long; a server that always promises more has to end somewhere.
constexpr std::size_t most_pages = 10'000;

std::string text_at(const json::object& resource, std::string_view path) {
    const json::value* found = value_at(resource, path);
    return found && found->is_string() ? std::string(found->get_string()) : std::string();
}

std::vector<std::string> emails_of(const json::object& resource) {
    std::vector<std::string> out;
    const json::value* emails = find_member(resource, "emails");
    if (!emails || !emails->is_array()) return out;
    for (const json::value& one : emails->get_array()) {
        if (!one.is_object()) continue;
        if (std::string text = text_at(one.get_object(), "value"); !text.empty()) out.push_back(std::move(text));
    }
    return out;
}

ScimSeen seen(const json::object& resource, std::string id) {
    ScimSeen out;
    out.id = std::move(id);
    out.name = text_at(resource, "userName");
    if (out.name.empty()) out.name = text_at(resource, "displayName");
    out.emails = emails_of(resource);
    const json::value* active = value_at(resource, "active");
    out.active = !active || !same_value(*active, json::value(false));
    return out;
}

/// totalResults; what is no number of things is nothing.
std::optional<std::size_t> total_of(const json::object& list) {
    const json::value* found = find_member(list, "totalResults");
    json::error_code failed;
    const auto number = found && found->is_number() ? found->to_number<std::size_t>(failed) : std::size_t{};
    return found && found->is_number() && !failed ? std::optional(number) : std::nullopt;
}

/// The people of a directory by what an import compares, in lower case.
class Matcher {
public:
    Matcher(const std::vector<std::string>& rules, const std::vector<Person>& directory) : rules_(rules) {
        for (const Person& person : directory) {
            names_.emplace(to_lower(person.username), &person);
            if (!person.email.empty()) emails_.emplace(to_lower(person.email), &person);
        }
    }
    /// Whose the resource is: the first rule that finds somebody decides. Null: nobody's.
    const Person* whose(const ScimSeen& resource) const {
        for (const std::string& rule : rules_) {
            if (rule == "user_name") {
                if (const Person* found = find(names_, resource.name)) return found;
                continue;
            }
            for (const std::string& email : resource.emails) {
                if (const Person* found = find(emails_, email)) return found;
            }
        }
        return nullptr;
    }

private:
    using Index = std::map<std::string, const Person*>;
    static const Person* find(const Index& index, const std::string& text) {
        const auto found = index.find(to_lower(text));
        return found == index.end() ? nullptr : found->second;
    }
    const std::vector<std::string>& rules_;
    Index names_, emails_;
};

} // namespace

std::string ScimPages::take_resources(const json::array& list) {
    for (const json::value& entry : list) {
        const auto id = entry.is_object() ? resource_id(entry.get_object()) : std::nullopt;
        if (!id) return "a resource of the page at startIndex " + std::to_string(start()) + " has no 'id'";
        if (!ids_.insert(*id).second) {
            return "the page at startIndex " + std::to_string(start()) + " has '" + *id + "' again: the server does not page";
        }
        out_->resources.push_back(seen(entry.get_object(), *id));
    }
    return {};
}

std::string ScimPages::take(const ScimAnswer& answer) {
    const std::size_t before = out_->resources.size();
    const auto total = answer.body ? total_of(*answer.body) : std::nullopt;
    if (!total) return "the list has no totalResults, so its end cannot be told";
    out_->promised = *total;
    ++out_->pages;
    const json::array* list = listed_resources(*answer.body);
    if (!list && *total > 0) return "the list promises " + std::to_string(*total) + " and has no Resources";
    if (std::string problem = list ? take_resources(*list) : ""; !problem.empty()) return problem;
    const std::size_t now = out_->resources.size();
    if (now > *total) {
        return "totalResults is " + std::to_string(*total) + ", and " + std::to_string(now) + " resources came";
    }
    if (page_ == 0 && now < *total) {
        return "this client asks for no further page: " + std::to_string(now) + " of " + std::to_string(*total) +
               " are known to it";
    }
    if (now == before && now < *total) {
        return "totalResults is " + std::to_string(*total) + ", and the page at startIndex " + std::to_string(start()) +
               " is empty";
    }
    if (out_->pages >= most_pages && more()) return "no end after " + std::to_string(most_pages) + " pages";
    return {};
}

asio::awaitable<ScimStep> ScimClient::read_all(const ScimRequest& request, ScimImported& out) {
    ScimStep step;
    step.name = "import";
    const int page = sender_.profile().import.page;
    ScimPages pages(page, out);
    do {
        ScimScope scope = sender_.scope();
        scope.values["start"] = std::to_string(pages.start());
        scope.values["count"] = std::to_string(page);
        const ScimAnswer answer = co_await sender_.send(request, scope, step);
        if (!answer.ok) co_return step;
        step.explanation = sender_.wire().transcript().masker().mask(pages.take(answer));
        if (!step.explanation.empty()) {
            step.explanation = request.title + ": " + step.explanation;
            co_return step;
        }
    } while (pages.more());
    step.ok = true;
    co_return step;
}

void ScimClient::match(ScimImport& import, const std::vector<Person>& directory) {
    const Matcher matcher(sender_.profile().import.match, directory);
    std::set<std::string> shown;
    for (ScimSeen& resource : import.users.resources) {
        shown.insert(resource.id);
        const Person* person = matcher.whose(resource);
        if (!person) continue;
        resource.person = person->username;
        set_link(*person, resource.id, resource.active);
    }
    for (const auto& [key, link] : users_) {
        if (!shown.contains(link.id)) import.lost.push_back(link.username);
    }
}

asio::awaitable<ScimImport> ScimClient::import(std::vector<Person> directory) {
    const ScimImportRules& rules = sender_.profile().import;
    ScimImport out;
    out.ok = true;
    if (!rules.users && !rules.groups) {
        out.explanation = "nothing was sent: this client does not read the server's people";
        co_return out;
    }
    for (const bool groups : {false, true}) {
        const auto& request = groups ? rules.groups : rules.users;
        const bool asked = request && (!request->when || request->when->holds(sender_.options()));
        if (!asked || !out.ok) continue;
        ScimStep step = co_await read_all(*request, groups ? out.groups : out.users);
        out.exchanges.insert(out.exchanges.end(), step.exchanges.begin(), step.exchanges.end());
        out.ok = step.ok;
        out.explanation = std::move(step.explanation);
    }
    if (!out.ok) co_return out;
    if (out.users.pages > 0) match(out, directory); // else nothing is known of who is there
    out.explanation = std::to_string(out.users.resources.size()) + " users and " +
                      std::to_string(out.groups.resources.size()) + " groups were read";
    co_return out;
}

} // namespace idpsim::idp
