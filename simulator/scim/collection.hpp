#pragma once
/// What the endpoints need of a resource type: its resources, as whole SCIM objects.
#include "simulator/scim/behaviour.hpp"
#include "simulator/scim/directory.hpp"
#include "simulator/scim/representation.hpp"
#include "src/core/instant.hpp"
#include "src/core/random.hpp"
#include "src/scim/filter.hpp"
#include "src/scim/schema.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::scim_server {

class Collection;

/// The surroundings of one request.
struct Call {
    Directory& directory;
    const ScimBehaviour& behaviour;
    Random& random;
    std::string org;
    std::string base; ///< absolute URL of the SCIM base, without trailing slash
    Instant now;
    std::span<const Collection* const> collections = {}; ///< of all resource types
    std::string* cursor_key = nullptr;                   ///< what cursors are sealed with; "" until the first one
    TokenGrant grant = {};                               ///< of the token
    bool whole_users = false;                            ///< nothing that a user is stored with is hidden by default
};

/// How a resource is wanted. Where it goes out as it is, text saves taking it apart and putting it together again; a
/// collection that has none, or no quick one, gives a tree all the same.
enum class Form { tree, text };

/// A resource: the text when there is one, else the tree.
struct Shown {
    Shown(boost::json::object tree) : resource(std::move(tree)) {}
    Shown(ResourceText whole) : text(std::move(whole)) {}
    boost::json::object resource;
    std::optional<ResourceText> text;

    std::string_view version() const; ///< "" when it has none
    std::string_view location() const;
};

/// Order and page; `where` is made of the filter.
struct Listing : Picking {
    const scim::Filter* filter = nullptr; ///< has passed check_filter; null: all
    bool with_members = true;             ///< false: `members` will not be shown, so it need not be read
    Form form = Form::tree;
};

struct Listed {
    std::int64_t total = 0;
    std::vector<Shown> resources;
    std::optional<Position> next; ///< where the next page begins after, when there is one
};

/// From a resource as it is to the one in its place.
using Edit = std::function<scim::Outcome<boost::json::object>(boost::json::object)>;

/// Resources come out complete, with id and meta; they go in as scim::read_resource or scim::apply_patch leave them,
/// and what is readOnly in them is ignored.
class Collection {
public:
    virtual ~Collection() = default;
    virtual const scim::ResourceType& type(const Call& call) const = 0;
    virtual bool exists(const Call& call, std::string_view id) const {
        return call.directory.kind_of(call.org, id) == type(call).name;
    }
    virtual std::optional<boost::json::object> find(const Call& call, std::string_view id,
                                                    bool with_members = true) const = 0;
    /// The same in any form; a group without members, when they are not to be read.
    virtual std::optional<Shown> find_shown(const Call& call, std::string_view id, Form, bool with_members) const {
        std::optional<boost::json::object> found = find(call, id, with_members);
        return found ? std::optional<Shown>(std::move(*found)) : std::nullopt;
    }
    virtual Listed list(const Call& call, const Listing& listing) const = 0;
    /// 409 uniqueness.
    virtual scim::Outcome<Shown> create(const Call& call, boost::json::object resource, Form form) const = 0;
    /// The resource exists. `edit` makes of it what it is to be, and is given it without meta.version; a refusal is
    /// passed on. Nothing changes, lastModified included, when nothing differs. 409 uniqueness.
    virtual scim::Outcome<Shown> change(const Call& call, std::string_view id, const Edit& edit, Form form) const = 0;
    /// Whether create() of `resource`, or change() when that is null, refuses before it stores anything: nothing has to
    /// be undone then.
    virtual bool refuses_first(const Call&, const boost::json::object* /*resource*/) const { return false; }
    /// Whether the resource has more than so many members; only groups have any.
    virtual bool has_more_members(const Call&, std::string_view /*id*/, std::int64_t /*than*/) const { return false; }
    /// A PATCH that can be carried out without reading the resource whole: true when it is done, with the outcome that
    /// scim::apply_patch and change() would have had; false, with nothing changed, for any other.
    virtual bool patch_directly(const Call&, std::string_view /*id*/, const std::vector<scim::PatchOperation>&) const {
        return false;
    }
    virtual bool erase(const Call& call, std::string_view id) const = 0;
};

/// Stateless.
const Collection& users();
const Collection& groups();
/// Of a type that the server's owner declared; `type` has to outlive it.
std::unique_ptr<Collection> declared_resources(const scim::ResourceType& type);

} // namespace idpsim::scim_server
