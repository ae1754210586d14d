#pragma once
/// What a vendor's client learns when it reads the server's people and groups.
#include "simulator/idp/scim_answer.hpp"

#include <cstddef>
#include <set>
#include <string>
#include <vector>

namespace idpsim::idp {

/// One resource of the server's, as far as a client looks at it.
struct ScimSeen {
    std::string id;
    std::string name;                ///< userName, or displayName of a group
    std::vector<std::string> emails;
    bool active = true;
    std::string person;              ///< username of the person whose account it is; "" for nobody's
};

/// The resources of one kind, page by page.
struct ScimImported {
    std::vector<ScimSeen> resources;
    std::size_t pages = 0;
    std::size_t promised = 0;        ///< totalResults, as the last page had it
};

struct ScimImport {
    bool ok = false;
    std::string explanation;            ///< one sentence
    ScimImported users, groups;
    std::vector<std::string> lost;      ///< usernames of people whose account the client knew and the server did not show
    std::vector<std::size_t> exchanges; ///< numbers in the transcript, in order
};

/// Takes one page of a list into account.
class ScimPages {
public:
    ScimPages(int page, ScimImported& out) : page_(page), out_(&out) {}

    /// Where the next page begins, counted from 1.
    std::size_t start() const { return out_->resources.size() + 1; }
    /// A sentence about what is wrong with the page, or "". Ids that came before, an empty page before totalResults is
    /// reached, and more resources than that are wrong: a client that believed them would never end, or miss people.
    std::string take(const ScimAnswer& answer);
    /// Whether another page is to be asked for.
    bool more() const { return page_ > 0 && out_->resources.size() < out_->promised; }

private:
    std::string take_resources(const boost::json::array& list);

    int page_;
    ScimImported* out_;
    std::set<std::string, std::less<>> ids_;
};

} // namespace idpsim::idp
