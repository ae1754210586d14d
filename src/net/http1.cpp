#include "src/net/http1.hpp"

#include "src/core/octet_set.hpp"
#include "src/core/text.hpp"

#include <boost/beast/http/error.hpp>
#include <boost/beast/http/rfc7230.hpp>
#include <boost/beast/http/status.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

namespace idpsim::net {
namespace http = boost::beast::http;
namespace {

/// Enough for nearly every message at once; a hostile Content-Length costs no more until the octets arrive.
constexpr std::uint64_t reserve_at_most = 1u << 20;

std::string text_of(boost::beast::string_view octets) { return std::string(octets.data(), octets.size()); }

std::string two_digits(unsigned number) { return (number < 10 ? "0" : "") + std::to_string(number); }

/// IMF-fixdate, RFC 9110 section 5.6.7.
std::string http_date(std::chrono::system_clock::time_point at) {
    constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss time{std::chrono::floor<std::chrono::seconds>(at - day)};
    return std::string(days[std::chrono::weekday{day}.c_encoding()]) + ", " +
           two_digits(static_cast<unsigned>(date.day())) + " " + months[static_cast<unsigned>(date.month()) - 1] + " " +
           std::to_string(static_cast<int>(date.year())) + " " +
           two_digits(static_cast<unsigned>(time.hours().count())) + ":" +
           two_digits(static_cast<unsigned>(time.minutes().count())) + ":" +
           two_digits(static_cast<unsigned>(time.seconds().count())) + " GMT";
}

/// The Date field of now, made once a second.
const std::string& date_now() {
    thread_local std::chrono::sys_seconds at{};
    thread_local std::string text;
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    if (text.empty() || now != at) {
        at = now;
        text = http_date(now);
    }
    return text;
}

void append_field(std::string& head, std::string_view name, std::string_view value) {
    head.append(name).append(": ").append(value).append("\r\n");
}

void append_own_fields(std::string& head, const Headers& headers) {
    for (const auto& [name, value] : headers)
        if (!is_framing_field(name)) append_field(head, name, value);
}

bool expects_body(std::string_view method) { return method == "POST" || method == "PUT" || method == "PATCH"; }

} // namespace

template <bool is_request, class Message>
MessageParser<is_request, Message>::MessageParser(std::size_t max_header, std::size_t max_body)
    : header_left_(max_header) {
    this->header_limit(static_cast<std::uint32_t>(std::min<std::size_t>(max_header, UINT32_MAX)));
    this->body_limit(max_body);
}

template <bool is_request, class Message>
void MessageParser<is_request, Message>::on_request_impl(http::verb, string_view method, string_view target,
                                                         int http_version, error_code&) {
    version = http_version;
    if constexpr (is_request) {
        message.method = text_of(method);
        message.url = text_of(target);
    }
}

template <bool is_request, class Message>
void MessageParser<is_request, Message>::on_response_impl(int status, string_view, int http_version, error_code&) {
    version = http_version;
    if constexpr (!is_request) message.status = status;
}

template <bool is_request, class Message>
void MessageParser<is_request, Message>::on_field_impl(http::field, string_view name, string_view value,
                                                       error_code& ec) {
    // Beast bounds one field; a peer that drips complete fields would never reach that bound.
    const std::size_t size = name.size() + value.size() + 4;
    if (size > header_left_) {
        ec = http::error::header_limit;
        return;
    }
    header_left_ -= size;
    // Trailer fields may not pass for header fields (RFC 9110 section 6.5.1).
    if (!header_done_) message.headers.emplace_back(text_of(name), text_of(value));
}

template <bool is_request, class Message>
void MessageParser<is_request, Message>::on_body_init_impl(const boost::optional<std::uint64_t>& length, error_code&) {
    if (length) message.body.reserve(static_cast<std::size_t>(std::min(*length, reserve_at_most)));
}

template <bool is_request, class Message>
std::size_t MessageParser<is_request, Message>::on_body_impl(string_view octets, error_code&) {
    message.body.append(octets.data(), octets.size());
    return octets.size();
}

template <bool is_request, class Message>
std::size_t MessageParser<is_request, Message>::on_chunk_body_impl(std::uint64_t, string_view octets, error_code& ec) {
    return on_body_impl(octets, ec);
}

template class MessageParser<true, HttpRequest>;
template class MessageParser<false, HttpResponse>;

bool is_framing_field(std::string_view name) {
    for (const std::string_view own : {"Content-Length", "Connection", "Transfer-Encoding", "Keep-Alive"})
        if (equal_nocase(name, own)) return true;
    return false;
}

bool is_token(std::string_view text) {
    static constexpr OctetSet others =
        OctetSet("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz").others();
    return !text.empty() && others.find(text) == text.size();
}

Result<void> check_fields(const Headers& headers) {
    static constexpr OctetSet ends(std::string_view("\r\n\0", 3));
    for (const auto& [name, value] : headers) {
        if (!is_token(name)) return Error{Fault::malformed, "HTTP header", "a field name is not a token"};
        if (ends.find(value) != value.size())
            return Error{Fault::malformed, "HTTP header " + name, "the value holds CR, LF or NUL"};
    }
    return {};
}

Result<void> check_request(const HttpRequest& request) {
    if (!is_token(request.method)) return Error{Fault::malformed, "HTTP request", "the method is not a token"};
    return check_fields(request.headers);
}

std::string write_head(const HttpRequest& request, std::string_view authority, std::string_view target,
                       bool keep_alive) {
    std::string head;
    head.reserve(256 + target.size());
    head.append(request.method).append(" ").append(target).append(" HTTP/1.1\r\n");
    const bool has_length = !request.body.empty() || expects_body(request.method);
    const std::string length = std::to_string(request.body.size());
    // Host and Content-Length stand where the request has them, with what is true here; else where they usually stand.
    if (!find_header(request.headers, "Host")) append_field(head, "Host", authority);
    bool host_written = false, length_written = false;
    for (const auto& [name, value] : request.headers) {
        if (equal_nocase(name, "Host")) {
            if (!std::exchange(host_written, true)) append_field(head, name, authority);
        } else if (equal_nocase(name, "Content-Length")) {
            if (has_length && !std::exchange(length_written, true)) append_field(head, name, length);
        } else if (equal_nocase(name, "Connection") && keep_alive && equal_nocase(value, "Keep-Alive")) {
            append_field(head, name, value);
        } else if (!is_framing_field(name)) {
            append_field(head, name, value);
        }
    }
    if (has_length && !length_written) append_field(head, "Content-Length", length);
    if (!keep_alive) append_field(head, "Connection", "close");
    return head += "\r\n";
}

std::string write_head(const HttpResponse& response, std::size_t body_size, bool keep_alive) {
    const auto reason = http::obsolete_reason(http::int_to_status(static_cast<unsigned>(response.status)));
    std::string head = "HTTP/1.1 " + std::to_string(response.status) + " " + text_of(reason) + "\r\n";
    if (!find_header(response.headers, "Date")) append_field(head, "Date", date_now());
    append_own_fields(head, response.headers);
    if (has_body(response.status)) append_field(head, "Content-Length", std::to_string(body_size));
    if (!keep_alive) append_field(head, "Connection", "close");
    return head += "\r\n";
}

bool has_body(int status) { return status >= 200 && status != 204 && status != 304; }

} // namespace idpsim::net
