/// SCIM servers with a fault in how they read HTTP, in what they do at once, in how long they take, and in whom they
/// call on.
#include "simulator/mutants/scim_faults.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <vector>

namespace idpsim::mutants {
namespace json = boost::json;
namespace {

using sp::SpBehaviour;
using Before = std::optional<HttpResponse>;

// --- how requests are read ---

/// Where the line break before a field of the head stands.
std::size_t field_at(const std::string& head, std::string_view name) {
    return to_lower(head).find("\r\n" + std::string(name) + ":");
}

std::string without_field(std::string head, std::string_view name) {
    for (auto at = field_at(head, name); at != std::string::npos; at = field_at(head, name))
        head.erase(at, head.find("\r\n", at + 2) - at);
    return head;
}

/// Of two ways to tell where a request ends, takes the length.
void length_wins(SpBehaviour& behaviour) {
    behaviour.reading.head = [](const std::string& head) {
        return field_at(head, "content-length") == std::string::npos ? head : without_field(head, "transfer-encoding");
    };
}
void chunks_unknown(SpBehaviour& behaviour) {
    behaviour.reading.head = [](const std::string& head) { return without_field(head, "transfer-encoding"); };
}
/// Makes the best of a head: any version, any Content-Length that begins with digits, no Host needed, lines that are no
/// fields passed over.
std::string best_of(const std::string& head) {
    std::string out;
    for (const std::string_view line : split(head, '\n')) {
        std::string text(line.substr(0, line.find('\r')));
        if (out.empty()) {
            text = text.substr(0, text.rfind(' ')) + " HTTP/1.1";
        } else if (to_lower(text).starts_with("content-length:")) {
            if (field_at(out, "content-length") != std::string::npos) continue;
            const auto digits = text.find_first_of("0123456789");
            text =
                "Content-Length: " + (digits == std::string::npos
                                          ? "0"
                                          : text.substr(digits, text.find_first_not_of("0123456789", digits) - digits));
        } else if (text.find(':') == std::string::npos) {
            continue;
        }
        out += text + "\r\n";
    }
    if (field_at(out, "host") == std::string::npos) out += "Host: anybody\r\n";
    return out + "\r\n";
}
void lenient(SpBehaviour& behaviour) { behaviour.reading.head = best_of; }
void unbounded(SpBehaviour& behaviour) {
    behaviour.reading.bounded = false;
    fall_over(behaviour, [](const HttpRequest& request) { return request.body.size() > (16u << 20); });
}
void waits_for_ever(SpBehaviour& behaviour) { behaviour.reading.gives_up = false; }
/// Does not wait for the body of whom it was to tell to go on.
void body_not_awaited(SpBehaviour& behaviour) {
    behaviour.reading.head = [](const std::string& head) {
        return field_at(head, "expect") == std::string::npos
                   ? head
                   : without_field(without_field(head, "expect"), "content-length");
    };
}
/// Believes the host in the request's target, and makes its own addresses of it.
void host_of_target(SpBehaviour& behaviour) {
    behaviour.reading.head = [](const std::string& head) {
        const auto at = head.find(" http://");
        if (at == std::string::npos || at > head.find("\r\n")) return head;
        const auto host = head.substr(at + 8, head.find('/', at + 8) - at - 8);
        const auto line = head.find("\r\n") + 2;
        const std::string rest = without_field(head, "host");
        return rest.substr(0, line) + "Host: " + host + "\r\n" + rest.substr(line);
    };
    behaviour.scim.base = [](const HttpRequest& request, const std::string& configured) {
        const auto host = find_header(request.headers, "Host");
        return host ? "https://" + *host + configured.substr(std::min(configured.find('/', 8), configured.size()))
                    : configured;
    };
}
void any_method_reads(SpBehaviour& behaviour) {
    behaviour.scim.before = [](HttpRequest& request) {
        for (const char* known : {"GET", "POST", "PUT", "PATCH", "DELETE"})
            if (request.method == known) return Before();
        request.method = "GET";
        return Before();
    };
}
void upgrade_breaks(SpBehaviour& behaviour) {
    fall_over(behaviour,
              [](const HttpRequest& request) { return find_header(request.headers, "Upgrade").has_value(); });
}
void accept_believed(SpBehaviour& behaviour) {
    behaviour.scim.after = [](const HttpRequest& request, HttpResponse& response) {
        const auto accept = find_header(request.headers, "Accept");
        if (accept && !has(*accept, "json")) set_header(response.headers, "Content-Type", *accept);
    };
}
void coding_ignored(SpBehaviour& behaviour) {
    behaviour.scim.before = [](HttpRequest& request) {
        std::erase_if(request.headers, [](const auto& field) { return equal_nocase(field.first, "Content-Encoding"); });
        return Before();
    };
}

// --- whom the server calls on ---

void fetches_photos(SpBehaviour& behaviour) {
    behaviour.fetches = [](const HttpRequest& request, const HttpResponse& response) {
        std::vector<std::string> out;
        json::value body =
            creates_user(request) && response.status == 201 ? scim::json_or_null(request.body) : json::value();
        json::array* photos = body.is_object() ? list_of(body.get_object(), "photos") : nullptr;
        if (!photos) return out;
        for (const json::value& one : *photos)
            if (one.is_object() && scim::text_member(one.get_object(), "value").starts_with("http"))
                out.emplace_back(scim::text_member(one.get_object(), "value"));
        return out;
    };
}

// --- what is done at once, and when ---

/// Requests that lie there, by their path.
struct Waiting {
    struct Place {
        int requests = 0;
        std::optional<json::object> read; ///< what the first of them found
    };
    std::map<std::string, Place, std::less<>> places;
    std::string now; ///< whose request is looked at

    void came(const HttpRequest& request) { ++places[path_of(request)].requests; }
    void went(const HttpRequest& request) {
        if (--places[path_of(request)].requests <= 0) places.erase(path_of(request));
    }
};

/// Each request reads the group when it comes and writes it when its turn has come: what others of the moment wrote is
/// gone.
void moment_overwritten(SpBehaviour& behaviour) {
    const auto waiting = std::make_shared<Waiting>();
    behaviour.lies = [waiting](const HttpRequest& request) {
        waiting->came(request);
        return Millis(0);
    };
    behaviour.scim.before = [waiting](HttpRequest& request) {
        waiting->now = path_of(request);
        return Before();
    };
    behaviour.scim.after = [waiting](const HttpRequest& request, HttpResponse&) { waiting->went(request); };
    behaviour.scim.patch.apply = [waiting](json::object resource, const std::vector<scim::PatchOperation>& operations,
                                           const scim::ResourceType& type, const scim::PatchDialect& dialect) {
        std::optional<json::object>& read = waiting->places[waiting->now].read;
        if (!read) read = std::move(resource);
        return scim::apply_patch(*read, operations, type, dialect);
    };
}
/// Of a DELETE and a PATCH of one moment the PATCH wins, and the DELETE is told the same.
void change_revives(SpBehaviour& behaviour) {
    const auto together = std::make_shared<std::map<std::string, int, std::less<>>>();
    behaviour.lies = [together](const HttpRequest& request) {
        ++(*together)[path_of(request)];
        return Millis(0);
    };
    behaviour.scim.before = [together](HttpRequest& request) -> Before {
        if (request.method == "DELETE" && (*together)[path_of(request)] > 1) return HttpResponse{204, {}, {}};
        return std::nullopt;
    };
    behaviour.scim.after = [together](const HttpRequest& request, HttpResponse&) {
        if (request.method != "PATCH")
            together->erase(path_of(request)); // one that is done by itself was together with nobody
    };
}
/// Compares octet by octet, each for a millisecond.
void time_tells_the_token(SpBehaviour& behaviour) {
    const auto good = std::make_shared<std::string>();
    behaviour.scim.grant = [good](scim_server::Directory& directory, std::string_view org, std::string_view token) {
        auto grant = scim_server::grant_of_token(directory, org, token);
        if (grant) *good = std::string(token);
        return grant;
    };
    behaviour.lies = [good](const HttpRequest& request) {
        const std::string token = find_header(request.headers, "Authorization").value_or("Bearer ");
        const auto differs =
            std::ranges::mismatch(*good, std::string_view(token).substr(std::min<std::size_t>(7, token.size()))).in1;
        return Millis(differs - good->begin());
    };
}
/// Serves a few requests of a moment and puts the others off.
void few_at_once(SpBehaviour& behaviour) {
    constexpr int most = 5;
    const auto waiting = std::make_shared<int>(0);
    behaviour.lies = [waiting](const HttpRequest&) {
        ++*waiting;
        return Millis(0);
    };
    behaviour.before = [waiting](HttpRequest&) -> Before {
        return --*waiting >= most ? Before(scim_error(429)) : std::nullopt;
    };
}
void answers_late(SpBehaviour& behaviour) {
    behaviour.lies = [](const HttpRequest& request) {
        return Millis(has(request.url, "/scim/") && request.method != "GET" ? 90'000 : 0);
    };
}

constexpr Mutant table[] = {
    {"s-http-te-cl", "goes by the length of a request that is chunked as well", length_wins,
     "negative/scim-http@http-te-cl"},
    {"s-http-chunks-unknown", "does not know chunked bodies, and takes them for the next requests", chunks_unknown,
     "negative/scim-http@http-chunk-abuse"},
    {"s-http-lenient", "makes the best of requests that break the rules", lenient,
     "negative/scim-http@http-content-length-lie,negative/scim-http@http-http10,negative/scim-http@http-pipelining"},
    {"s-http-unbounded", "reads headers and bodies of any size", unbounded,
     "negative/scim-http@http-header-size,negative/scim-http@http-body-oversize,negative/scim-json@json-huge-string"},
    {"s-http-no-timeout", "waits for the rest of a request for ever, and for who does not read", waits_for_ever,
     "negative/scim-http@http-slowloris,negative/scim-http@http-slow-read"},
    {"s-http-body-not-awaited", "does not wait for the body of who waits for leave to send it", body_not_awaited,
     "negative/scim-http@http-expect"},
    {"s-http-target-host", "makes locations from the host in the request's target", host_of_target,
     "negative/scim-http@http-absolute-form"},
    {"s-http-any-method", "takes methods that it does not know for GET", any_method_reads,
     "negative/scim-http@http-unknown-method"},
    {"s-http-upgrade-500", "falls over an offer to upgrade", upgrade_breaks, "negative/scim-http@http-h2-downgrade"},
    {"s-http-accept-believed", "says that its JSON is whatever was asked for", accept_believed,
     "negative/scim-http@http-accept-xml"},
    {"s-http-coding-ignored", "does not look at a body's coding", coding_ignored, "negative/scim-http@http-gzip-bomb"},
    {"s-auth-octet-time", "compares tokens octet by octet, and takes its time", time_tells_the_token,
     "negative/scim-auth@auth-timing"},
    {"s-ssrf-photo", "fetches a person's photo", fetches_photos, "negative/scim-output@ssrf-photos"},
    {"s-members-overwritten", "loses members that were added at once", moment_overwritten,
     "negative/scim-versions@race-group-add,scim-rfc/interop-groups@idp-parallel-members"},
    {"s-change-revives", "does no DELETE while somebody changes the person", change_revives,
     "negative/scim-versions@race-delete-patch"},
    {"s-answers-slow", "takes a minute and a half for each write", answers_late,
     "scim-rfc/interop-wire@idp-answer-in-time"},
    {"s-few-at-once", "puts off all but a few requests of a moment", few_at_once, "scim-rfc/interop-wire@idp-rate"},
};

} // namespace

std::span<const Mutant> scim_http_mutants() { return table; }

} // namespace idpsim::mutants
