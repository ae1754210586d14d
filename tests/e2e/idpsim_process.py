"""Running idpsim as a user does: as a process, by its command line, over real sockets."""
import http.cookiejar
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.parse
import urllib.request

from forms import read_forms

PROGRAM = pathlib.Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else None
SOURCE = pathlib.Path(__file__).resolve().parents[2]


def data_copy(into):
    """The project's data, to be broken."""
    for name in ("simulator/profiles", "simulator/salesforce", "scenarios", "conformance"):
        shutil.copytree(SOURCE / name, pathlib.Path(into) / name)
    return {**os.environ, "IDPSIM_DATA": str(into)}


class Finished:
    def __init__(self, process):
        self.code, self.out, self.err = process.returncode, process.stdout, process.stderr


def run(*arguments, env=None, cwd=None):
    """Runs to the end; what it printed and its exit code."""
    return Finished(subprocess.run([str(PROGRAM), *map(str, arguments)], capture_output=True, text=True, timeout=3000,
                                   env=env, cwd=cwd))


class Server:
    """`idpsim sp` or `idpsim serve`, until the end of the with block; `ready` is its first line."""

    def __init__(self, *arguments, env=None):
        self.process = subprocess.Popen([str(PROGRAM), *map(str, arguments)], stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, text=True, env=env)

    def __enter__(self):
        line = self.process.stdout.readline()
        if not line:
            raise AssertionError("the server ended: " + self.process.stderr.read())
        self.ready = json.loads(line)
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.code = self.process.wait(timeout=30)
        self.process.stdout.close()
        self.process.stderr.close()


class Trail(urllib.request.HTTPRedirectHandler):
    """Follows redirects and keeps where they led."""

    def __init__(self):
        self.urls = []

    def redirect_request(self, request, answer, code, message, headers, url):
        self.urls.append(url)
        return super().redirect_request(request, answer, code, message, headers, url)


class Browser:
    """Cookies, redirects and forms, by the standard library: somebody else's idea of a browser than our own."""

    def __init__(self):
        self.jar = http.cookiejar.CookieJar()
        redirects = Trail()
        self.trail = redirects.urls
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar), redirects)
        self.url = self.body = None
        self.status = 0

    def open(self, url, data=None):
        try:
            answer = self.opener.open(url, urllib.parse.urlencode(data).encode() if data is not None else None, timeout=30)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            self.status, self.url, self.body = answer.status, answer.url, answer.read().decode()
        return self

    def form(self):
        """The page's first form that has fields, or None."""
        forms = [form for form in read_forms(self.body) if form.fields]
        return forms[0] if forms else None

    def submit(self, **typed):
        """Submits the page's first form with what was typed into it."""
        form = self.form()
        where = urllib.parse.urljoin(self.url, form.action)
        fields = {**form.fields, **typed}
        if form.method == "post":
            return self.open(where, fields)
        return self.open(where.split("?")[0] + "?" + urllib.parse.urlencode(fields))


def call(method, url, token, body=None, content_type="application/json"):
    """One API call; the answer's JSON."""
    request = urllib.request.Request(url, data=body, method=method,
                                     headers={"Authorization": "Bearer " + token, "Content-Type": content_type})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.loads(answer.read() or b"null")


def get(url):
    with urllib.request.urlopen(url, timeout=30) as answer:
        return answer.read()


def folder():
    return tempfile.TemporaryDirectory(prefix="idpsim-")
