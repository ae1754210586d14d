"""Servers of a few lines: what a service provider out in the world may answer."""
import http.client
import http.server
import json
import socket
import ssl
import subprocess
import threading
import urllib.parse


class Handler(http.server.BaseHTTPRequestHandler):
    """Reads the request and leaves the answer to the server's `serve(handler)`."""
    protocol_version = "HTTP/1.1"

    def handle_any(self):
        self.content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.asked.append(self.command + " " + self.path)
        try:
            self.server.serve(self)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = handle_any

    def answer(self, status, headers, content):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        if status != 204:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


class WebServer:
    """Until the end of the with block; `asked` has the requests' first lines."""

    def __init__(self, serve, path="/scim"):
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.asked = []
        self.server.serve = serve
        self.base = f"http://127.0.0.1:{self.server.server_port}{path}"

    @property
    def asked(self):
        return self.server.asked

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


def forwarding(base, before=None, after=None):
    """For WebServer: a proxy in front of `base`. `before(handler)` answers in its place and says so; `after(handler, status, headers,
    content)` gives back what is answered instead."""
    upstream = urllib.parse.urlsplit(base)

    def serve(handler):
        if before and before(handler):
            return
        connection = http.client.HTTPConnection(upstream.hostname, upstream.port, timeout=30)
        passed_on = {name: value for name, value in handler.headers.items() if name.lower() not in ("host", "connection", "content-length")}
        connection.request(handler.command, handler.path, handler.content, passed_on)
        answer = connection.getresponse()
        status, content = answer.status, answer.read()
        headers = [(name, value) for name, value in answer.getheaders()
                   if name.lower() not in ("connection", "content-length", "date", "server", "transfer-encoding")]
        connection.close()
        if after:
            status, headers, content = after(handler, status, headers, content)
        handler.answer(status, headers, content)

    return serve


def json_answer(handler, status, value):
    handler.answer(status, [("Content-Type", "application/scim+json")], json.dumps(value).encode())


def certificate(folder):
    """A throw-away one for 127.0.0.1, its own authority: the file with the certificate, and the one with the key."""
    cert, key = folder / "cert.pem", folder / "key.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", cert, "-days", "2",
                    "-subj", "/CN=throw-away", "-addext", "subjectAltName=IP:127.0.0.1"], check=True, capture_output=True)
    return cert, key


class TlsFront:
    """TLS in front of a plain port: octets pass as they are, both ways, until either side closes."""

    def __init__(self, port, cert, key):
        self.upstream = port
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(cert, key)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.connections = 0

    def __enter__(self):
        threading.Thread(target=self.accept, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.listener.close()

    def accept(self):
        while True:
            try:
                peer, _ = self.listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self.join, args=(peer,), daemon=True).start()

    def join(self, peer):
        try:
            inside = self.context.wrap_socket(peer, server_side=True)
            outside = socket.create_connection(("127.0.0.1", self.upstream))
        except OSError:
            peer.close()
            return
        back = threading.Thread(target=self.pump, args=(outside, inside), daemon=True)
        back.start()
        self.pump(inside, outside)
        back.join()
        inside.close()
        outside.close()

    @staticmethod
    def pump(source, sink):
        try:
            while octets := source.recv(65536):
                sink.sendall(octets)
        except OSError:
            pass
        try:      # TLS has no half that can be closed alone
            sink.shutdown(socket.SHUT_RDWR if isinstance(sink, ssl.SSLSocket) else socket.SHUT_WR)
        except OSError:
            pass
