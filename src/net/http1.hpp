#pragma once
/// HTTP/1.1 messages on the wire (RFC 9112). Beast's grammar, our own values: fields keep wire order, the sender's
/// case and their duplicates' places, which Beast's own container does not. Private to src/net: it includes Beast.
#include "src/core/http.hpp"
#include "src/core/result.hpp"

#include <boost/beast/http/basic_parser.hpp>

#include <string>

namespace idpsim::net {

/// What both directions have in common: fields and body go straight into the message that is handed on.
template <bool is_request, class Message> class MessageParser : public boost::beast::http::basic_parser<is_request> {
public:
    /// Octets of the header section and of the body; beyond them header_limit and body_limit are raised.
    MessageParser(std::size_t max_header, std::size_t max_body);

    Message message;
    int version = 0; ///< 10 or 11

private:
    using error_code = boost::beast::error_code;
    using string_view = boost::beast::string_view;

    void on_request_impl(boost::beast::http::verb, string_view method, string_view target, int version,
                         error_code&) override;
    void on_response_impl(int status, string_view reason, int version, error_code&) override;
    void on_field_impl(boost::beast::http::field, string_view name, string_view value, error_code& ec) override;
    void on_header_impl(error_code&) override { header_done_ = true; }
    void on_body_init_impl(const boost::optional<std::uint64_t>& length, error_code&) override;
    std::size_t on_body_impl(string_view octets, error_code&) override;
    void on_chunk_header_impl(std::uint64_t, string_view, error_code&) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, string_view octets, error_code& ec) override;
    void on_finish_impl(error_code&) override {}

    std::size_t header_left_;
    bool header_done_ = false;
};

/// `message.url` holds the request target as sent; the server makes it absolute.
using RequestParser = MessageParser<true, HttpRequest>;
using ResponseParser = MessageParser<false, HttpResponse>;

/// The fields that the network writes itself (framing, and Host on a request); a message's own are left out.
bool is_framing_field(std::string_view name);

/// RFC 9110 section 5.6.2.
bool is_token(std::string_view text);
/// Malformed when the method or a field cannot stand in a message: no token, or a value with CR, LF or NUL.
/// Without this a value from outside could end the header early and begin another message.
Result<void> check_fields(const Headers& headers);
Result<void> check_request(const HttpRequest& request);

/// Request line and fields to the empty line: Host first, then the request's own in order, then Content-Length (with a
/// body, or a method that expects one) and "Connection: close" unless the connection is to be kept.
std::string write_head(const HttpRequest& request, std::string_view authority, std::string_view target,
                       bool keep_alive);
/// Status line and fields; Content-Length of `body_size` unless the status has no body (RFC 9110 section 8.6).
std::string write_head(const HttpResponse& response, std::size_t body_size, bool keep_alive);
/// 1xx, 204 and 304 never have one.
bool has_body(int status);

} // namespace idpsim::net
