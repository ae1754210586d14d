"""What the adapters written in Python share: settings, an HTTP server with sessions, the line that says it is ready."""
import html
import http.cookies
import http.server
import json
import os
import secrets
import sys
import threading
import traceback
import urllib.parse


def read_settings():
    with open(sys.argv[1]) as file:
        return json.load(file)


class Request:
    def __init__(self, handler):
        url = urllib.parse.urlsplit(handler.path)
        self.path, self.query_string = url.path, url.query
        self.query = dict(urllib.parse.parse_qsl(url.query))
        length = int(handler.headers.get("Content-Length") or 0)
        self.form = dict(urllib.parse.parse_qsl(handler.rfile.read(length).decode())) if length else {}
        cookies = http.cookies.SimpleCookie(handler.headers.get("Cookie") or "")
        self.session = cookies["peer_session"].value if "peer_session" in cookies else secrets.token_hex(16)


class Answer:
    def __init__(self, status=200, body="", content_type="text/html; charset=utf-8", location=None):
        self.status, self.body, self.content_type, self.location = status, body, content_type, location


def redirect(url):
    return Answer(303, location=url)


def as_json(value, status=200):
    return Answer(status, json.dumps(value), "application/json")


def answer_of(route, request):
    try:
        return route(request)
    except Exception as refusal:              # the libraries tell by exceptions that they take no message
        traceback.print_exc()
        return Answer(403, f"refused: {html.escape(repr(refusal))}")


def serve(settings, routes, **ready):
    """Serves `routes` (path -> function of a Request that gives an Answer) until standard input ends."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            request = Request(self)
            route = routes.get(request.path)
            answer = answer_of(route, request) if route else Answer(404, "no such page")
            body = answer.body.encode() if isinstance(answer.body, str) else answer.body
            self.send_response(answer.status)
            if answer.location:
                self.send_header("Location", answer.location)
            self.send_header("Set-Cookie", f"peer_session={request.session}; HttpOnly; Path=/")
            self.send_header("Content-Type", answer.content_type)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET

    server = http.server.ThreadingHTTPServer(("127.0.0.1", settings["port"]), Handler)
    end_with_standard_input()
    tell_ready(settings, **ready)
    server.serve_forever()


def end_with_standard_input(clean_up=lambda: None):
    def wait():
        sys.stdin.read()
        clean_up()
        os._exit(0)
    threading.Thread(target=wait, daemon=True).start()


def tell_ready(settings, **paths):
    print(json.dumps({name: settings["base_url"] + path for name, path in paths.items()}), flush=True)
