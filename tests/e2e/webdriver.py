"""A headless Chromium by the WebDriver protocol (W3C), with the standard library alone."""
import base64
import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
HIDE_SCRIPT = {"profile.managed_default_content_settings.javascript": 2}


class Element:
    def __init__(self, chromium, id):
        self.chromium, self.path = chromium, "/element/" + id

    def click(self):
        """Follows a link or sends a form, until another page has taken this one's place: the driver may answer before the
        browser has even asked, and what is looked for at once is then looked for in the page that was left."""
        page = self.chromium.find("html")
        self.chromium.call("POST", self.path + "/click", {})
        deadline = time.monotonic() + 60
        while page.is_there():
            if time.monotonic() > deadline:
                raise AssertionError("the click led nowhere")
            time.sleep(0.02)

    def is_there(self):
        try:
            self.chromium.call("GET", self.path + "/name")
            return True
        except AssertionError as problem:
            if "stale element" in str(problem) or "no such element" in str(problem):
                return False
            raise

    def type(self, text):
        self.chromium.call("POST", self.path + "/clear", {})
        self.add(text)

    def add(self, text):
        self.chromium.call("POST", self.path + "/value", {"text": text})

    def attribute(self, name):
        return self.chromium.call("GET", self.path + "/attribute/" + name)

    @property
    def text(self):
        return self.chromium.call("GET", self.path + "/text")


class Chromium:
    """Until the end of the with block. Scripts of pages are off: what works here works without them."""

    def __init__(self, width=1280, height=900, dark=False, script=False):
        self.folder = tempfile.mkdtemp(prefix="idpsim-chromium-")
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        self.base = f"http://127.0.0.1:{port}"
        self.driver = subprocess.Popen(["chromedriver", f"--port={port}", "--log-level=OFF"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                       env={**os.environ, "HOME": self.folder, "TMPDIR": self.folder})
        arguments = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
                     f"--window-size={width},{height}", f"--user-data-dir={self.folder}/profile"]
        if dark:
            arguments.append("--force-dark-mode")
        options = {"args": arguments, "prefs": {"download.default_directory": self.folder, **({} if script else HIDE_SCRIPT)}}
        self.session = ""
        self.session = "/session/" + self.start({"capabilities": {"alwaysMatch": {"browserName": "chrome", "goog:chromeOptions": options}}})
        self.call("POST", "/timeouts", {"pageLoad": 60000, "implicit": 0})

    def start(self, wanted):
        for _ in range(200):            # until the driver listens
            try:
                return self.call("POST", "/session", wanted)["sessionId"]
            except urllib.error.URLError as problem:
                if isinstance(problem, urllib.error.HTTPError):
                    raise
                time.sleep(0.1)
        raise AssertionError("chromedriver does not listen")

    def call(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + self.session + path, data, {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as problem:
            raise AssertionError(f"{method} {path}: {problem.read().decode(errors='replace')[:400]}") from None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self.call("DELETE", "")
        finally:
            self.driver.terminate()
            self.driver.wait(30)
            shutil.rmtree(self.folder, ignore_errors=True)

    def open(self, url):
        self.call("POST", "/url", {"url": url})
        return self

    @property
    def url(self):
        return self.call("GET", "/url")

    @property
    def source(self):
        return self.call("GET", "/source")

    @property
    def text(self):
        return self.find("body").text

    def find(self, css):
        return Element(self, self.call("POST", "/element", {"using": "css selector", "value": css})[ELEMENT])

    def has(self, css):
        return bool(self.call("POST", "/elements", {"using": "css selector", "value": css}))

    def link(self, text):
        return Element(self, self.call("POST", "/element", {"using": "partial link text", "value": text})[ELEMENT])

    def links(self):
        return [Element(self, each[ELEMENT]).text for each in self.call("POST", "/elements", {"using": "css selector", "value": "a"})]

    def button(self, text):
        xpath = f"//button[normalize-space()='{text}']"
        return Element(self, self.call("POST", "/element", {"using": "xpath", "value": xpath})[ELEMENT])

    def fill(self, **fields):
        for name, value in fields.items():
            self.find(f"[name='{name}']").type(value)

    def screenshot(self, file):
        """The whole page, however long: the window is made as tall as the page for it."""
        metrics = self.call("POST", "/goog/cdp/execute", {"cmd": "Page.getLayoutMetrics", "params": {}})["cssContentSize"]
        shot = self.call("POST", "/goog/cdp/execute", {"cmd": "Page.captureScreenshot", "params": {
            "captureBeyondViewport": True, "clip": {"x": 0, "y": 0, "width": metrics["width"], "height": metrics["height"], "scale": 1}}})
        with open(file, "wb") as out:
            out.write(base64.b64decode(shot["data"]))

    def emulate(self, width, dark):
        self.call("POST", "/goog/cdp/execute", {"cmd": "Emulation.setDeviceMetricsOverride", "params": {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 600}})
        self.call("POST", "/goog/cdp/execute", {"cmd": "Emulation.setEmulatedMedia", "params": {"features": [
            {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]}})
