#include "simulator/scim/query.hpp"

#include "simulator/scim/answers.hpp"
#include "simulator/scim/cursor.hpp"
#include "src/core/text.hpp"
#include "src/scim/filter_types.hpp"
#include "src/scim/sorting.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace idpsim::scim_server {

namespace {

namespace json = boost::json;
using scim::Outcome;

struct Match {
    const scim::ResourceType* type;
    Shown shown;
};
struct Matches {
    std::int64_t total = 0;
    std::vector<Match> page;
    std::optional<Position> next; ///< where one source goes on
};

/// One query over some collections.
class Search {
public:
    Search(const Call& call, std::span<const Collection* const> collections, const scim::Query& query)
        : call_(call), collections_(collections), query_(query), policy_(call.behaviour.list) {
        for (const Collection* collection : collections) types_.push_back(&collection->type(call));
    }

    /// The body of the answer.
    Outcome<std::string> run() {
        if (Outcome<void> read = read_filter(); !read) return read.error();
        if (Outcome<void> read = read_sorting(); !read) return read.error();
        if (Outcome<void> placed = place_page(); !placed) return placed.error();
        return write(sorting_ && !order_.column ? sorted() : in_order());
    }

private:
    Outcome<void> read_filter() {
        if (!query_.filter) return {};
        if (!call_.behaviour.features.filter) return scim::invalid_filter("filters are not supported");
        Outcome<scim::Filter> filter = policy_.read_filter(*query_.filter, types_);
        if (!filter && policy_.refuses_bad_filter) return filter.error();
        if (filter) filter_ = std::move(*filter);
        return {};
    }

    /// At the root one type that can be sorted so is enough; the others' resources have no value there.
    Outcome<void> read_sorting() {
        if (!query_.sorting || !call_.behaviour.features.sort) return {};
        const auto checked = [&](const scim::ResourceType* type) {
            return scim::check_sorting(*query_.sorting, *type);
        };
        const bool fits =
            std::any_of(types_.begin(), types_.end(), [&](auto* type) { return checked(type).has_value(); });
        if (!fits) return checked(types_.front());
        sorting_ = query_.sorting;
        // One type's column is an order that the database knows; anything else is sorted here.
        if (has_one_source()) order_ = order_by(sorting_->path, *types_.front(), sorting_->descending);
        return {};
    }

    Outcome<void> place_page() {
        by_cursor_ = query_.cursor && call_.behaviour.features.cursor;
        start_ = query_.start_index.value_or(policy_.first_index);
        skip_ = start_ - policy_.first_index;
        take_ = std::min(query_.count.value_or(policy_.default_count), policy_.largest_count);
        if (!by_cursor_) return {};
        const Outcome<Place> place = read_cursor(call_, query_, endpoint());
        if (!place) return place.error();
        skip_ = place->skip;
        after_ = place->after;
        return {};
    }

    bool has_one_source() const { return types_.size() == 1 && !policy_.orgs; }

    std::string_view endpoint() const {
        return types_.size() == 1 ? std::string_view(types_.front()->endpoint) : std::string_view("/");
    }

    /// Collection after collection, as far as the page reaches; the rest is only counted.
    Matches in_order() const {
        Matches matches;
        for_each_source([&](const Call& call, const Collection& collection, const scim::Filter* filter) {
            Listing listing;
            listing.filter = filter;
            listing.order = order_;
            listing.after = after_;
            listing.skip = std::max<std::int64_t>(skip_ - matches.total, 0);
            listing.take = take_ - static_cast<std::int64_t>(matches.page.size());
            listing.with_members = shows_members(query_.projection);
            if (has_one_source()) listing.form = form_of(call_.behaviour, query_.projection);
            add(matches, collection.list(call, listing), collection.type(call));
        });
        return matches;
    }

    /// Sorting needs all of them. Equal ones are in the order of creation, so pages fit together.
    Matches sorted() const {
        Matches all;
        for_each_source([&](const Call& call, const Collection& collection, const scim::Filter* filter) {
            Listing listing;
            listing.filter = filter;
            listing.with_members = shows_members(query_.projection) || equal_nocase(sorting_->path.name, "members");
            add(all, collection.list(call, listing), collection.type(call));
        });
        std::vector<std::pair<scim::SortKey, std::size_t>> order;
        order.reserve(all.page.size());
        for (const Match& match : all.page) {
            order.emplace_back(scim::sort_key(match.shown.resource, *sorting_, *match.type), order.size());
        }
        std::stable_sort(order.begin(), order.end(),
                         [](const auto& a, const auto& b) { return scim::comes_before(a.first, b.first); });
        if (sorting_->descending) std::reverse(order.begin(), order.end());
        Matches matches{all.total, {}, {}};
        const auto size = static_cast<std::int64_t>(order.size());
        const std::int64_t end = take_ > size - std::min(skip_, size) ? size : skip_ + take_;
        for (std::int64_t i = skip_; i < end; ++i) {
            matches.page.push_back(std::move(all.page[order[static_cast<std::size_t>(i)].second]));
        }
        return matches;
    }

    template <class Visit> void for_each_source(const Visit& visit) const {
        for (const std::string& org : orgs()) {
            Call call = call_;
            call.org = org;
            for (const Collection* collection : collections_) {
                std::optional<scim::Filter> own;
                if (filter_ && types_.size() > 1) own = scim::for_type(*filter_, collection->type(call));
                visit(call, *collection, own ? &*own : filter_ ? &*filter_ : nullptr);
            }
        }
    }

    std::vector<std::string> orgs() const {
        if (!policy_.orgs) return {call_.org};
        return policy_.orgs(call_, query_.filter ? std::optional<std::string_view>(*query_.filter) : std::nullopt);
    }

    void add(Matches& matches, Listed listed, const scim::ResourceType& type) const {
        matches.total += policy_.total(listed.total, call_.directory, type);
        if (has_one_source()) matches.next = std::move(listed.next);
        for (Shown& shown : listed.resources) matches.page.push_back({&type, std::move(shown)});
    }

    std::string write(Matches matches) const {
        scim::ListResponse answer;
        answer.total_results = matches.total;
        answer.start_index = start_;
        answer.items_per_page = static_cast<std::int64_t>(matches.page.size());
        std::vector<std::string_view> texts;
        for (Match& match : matches.page) {
            if (match.shown.text) {
                texts.push_back(match.shown.text->json);
            } else {
                answer.resources.push_back(
                    call_.behaviour.project(std::move(match.shown.resource), *match.type, query_.projection));
            }
        }
        if (by_cursor_) add_cursor(answer, matches.next);
        return scim::write_list_text(std::move(answer), texts);
    }

    void add_cursor(scim::ListResponse& answer, const std::optional<Position>& next) const {
        answer.by_cursor = true;
        Place place{next, 0};
        if (!has_one_source() || (sorting_ && !order_.column)) {
            place = {{}, skip_ + answer.items_per_page};
            if (take_ == 0 || place.skip >= answer.total_results) return;
        } else if (!next) {
            return;
        }
        answer.next_cursor = write_cursor(call_, query_, endpoint(), place);
    }

    const Call& call_;
    std::span<const Collection* const> collections_;
    const scim::Query& query_;
    const ListPolicy& policy_;
    std::vector<const scim::ResourceType*> types_;
    std::optional<scim::Filter> filter_;
    std::optional<scim::Sorting> sorting_;
    Order order_;
    std::optional<Position> after_;
    bool by_cursor_ = false;
    std::int64_t start_ = 1, skip_ = 0, take_ = 0;
};

} // namespace

bool shows_members(const scim::Projection& projection) {
    const auto names_members = [](const scim::AttributePath& path) {
        return equal_nocase(path.name, "members") && path.sub.empty();
    };
    const auto touches_members = [](const scim::AttributePath& path) { return equal_nocase(path.name, "members"); };
    if (!projection.attributes.empty()) {
        return std::any_of(projection.attributes.begin(), projection.attributes.end(), touches_members);
    }
    return std::none_of(projection.excluded.begin(), projection.excluded.end(), names_members);
}

Form form_of(const ScimBehaviour& behaviour, const scim::Projection& projection) {
    using Project = json::object (*)(json::object, const scim::ResourceType&, const scim::Projection&);
    const Project* project = behaviour.project.target<Project>();
    const bool is_usual =
        project && *project == Project(scim::project) && projection.attributes.empty() && projection.excluded.empty();
    return is_usual ? Form::text : Form::tree;
}

HttpResponse answer_query(const Call& call, std::span<const Collection* const> collections, const scim::Query& query) {
    Outcome<std::string> body = Search(call, collections, query).run();
    return body ? json_response(200, std::move(*body), scim::media_type) : error_response(body.error());
}

} // namespace idpsim::scim_server
