#pragma once
/// Ways to bend what a SCIM server is asked and what it answers.
#include "simulator/sp/behaviour.hpp"
#include "src/core/url.hpp"

#include <boost/json/object.hpp>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace idpsim::mutants {

/// The path of the URL, without its query.
std::string path_of(const HttpRequest& request);
/// "?filter=..." and the like, or "".
std::string query_of(const HttpRequest& request);
/// POST to /Users or /Groups.
bool is_creation(const HttpRequest& request);
/// Whether the path ends in the collection: "/Users".
bool is_at(const HttpRequest& request, std::string_view collection);
/// Whether the path goes on below the collection: "/Users/7".
bool is_below(const HttpRequest& request, std::string_view collection);
/// Whether the path is the collection's or goes on below it.
bool is_within(const HttpRequest& request, std::string_view collection);
/// The list called so, or null.
boost::json::array* list_of(boost::json::object& resource, std::string_view name);

/// A SCIM error.
HttpResponse scim_error(int status, std::string_view scim_type = "", std::string_view detail = "no");

/// Changes, or answers, every request before the server sees it.
void on_request(sp::SpBehaviour& behaviour, std::function<std::optional<HttpResponse>(HttpRequest&)> step);
/// Answers requests of a kind with an error.
void refuse(sp::SpBehaviour& behaviour, int status, std::function<bool(const HttpRequest&)> when, std::string_view scim_type = "");
/// Changes, or answers, the JSON object of a request's body.
void bend_bodies(sp::SpBehaviour& behaviour, std::function<std::optional<HttpResponse>(HttpRequest&, boost::json::object&)> step);
/// Changes the JSON body of POST, PUT and PATCH.
void bend_body(sp::SpBehaviour& behaviour, std::function<void(const HttpRequest&, boost::json::object&)> step);
/// Changes the query's parameters.
void bend_query(sp::SpBehaviour& behaviour, std::function<void(Params&)> step);
/// Changes the filter of queries.
void bend_filter(sp::SpBehaviour& behaviour, std::function<std::string(std::string)> step);
/// Takes a parameter out of every query.
void ignore_parameters(sp::SpBehaviour& behaviour, std::vector<std::string> names);

void on_answer(sp::SpBehaviour& behaviour, std::function<void(const HttpRequest&, HttpResponse&)> step);
/// Changes JSON answers.
void bend_answer(sp::SpBehaviour& behaviour, std::function<void(const HttpRequest&, HttpResponse&, boost::json::object&)> step);
/// Changes every resource that is answered, by itself or in a list.
void bend_resources(sp::SpBehaviour& behaviour, std::function<void(boost::json::object&)> step);
/// Changes meta of every resource that is answered.
void bend_meta(sp::SpBehaviour& behaviour, std::function<void(boost::json::object& meta)> step);
/// Changes ListResponses.
void bend_lists(sp::SpBehaviour& behaviour, std::function<void(const HttpRequest&, boost::json::object&)> step);

} // namespace idpsim::mutants
