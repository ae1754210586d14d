"""What the adapters share that start other people's servers: children, readiness, the end."""
import os
import pathlib
import pwd
import subprocess
import sys
import urllib.error
import urllib.request

from http_adapter import end_with_standard_input, read_settings, tell_ready

POLL_SECONDS = 0.05


def start(command, env=None):
    return subprocess.Popen([str(part) for part in command], stdin=subprocess.DEVNULL, stdout=sys.stderr, stderr=sys.stderr,
                            env={**os.environ, **(env or {})})


def answers(url):
    try:
        urllib.request.urlopen(url, timeout=30).close()
        return True
    except urllib.error.HTTPError as error:
        error.close()
        return error.code == 401                          # it runs, and knows nobody
    except OSError:
        return False


def serve(settings, children, **paths):
    """Waits until `whoami` and `metadata` answer, says so, and ends with standard input or with the first child.

    The children are in this process's group, which whoever started it ends as a whole.
    """
    end_with_standard_input(lambda: [child.kill() for child in children])
    waited_for = [settings["base_url"] + paths[name] for name in ("metadata", "whoami") if name in paths]
    while waited_for:
        if answers(waited_for[-1]):
            waited_for.pop()
        else:
            wait_for_end(children[-1], POLL_SECONDS)
    tell_ready(settings, **paths)
    wait_for_end(children[-1])


def wait_for_end(child, seconds=None):
    try:
        sys.exit(f"{child.args[0]} ended with {child.wait(seconds)}")
    except subprocess.TimeoutExpired:
        pass


BASE = """
ServerRoot {folder}
PidFile {folder}/apache.pid
ServerName 127.0.0.1
Listen 127.0.0.1:{port}
ErrorLog /dev/stderr
LogLevel warn
Mutex file:{folder}
DefaultRuntimeDir {folder}
CoreDumpDirectory {folder}
{user}
LoadModule mpm_prefork_module {modules}/mod_mpm_prefork.so
LoadModule authz_core_module {modules}/mod_authz_core.so
LoadModule authz_user_module {modules}/mod_authz_user.so
LoadModule authn_core_module {modules}/mod_authn_core.so
LoadModule alias_module {modules}/mod_alias.so
LoadModule cgi_module {modules}/mod_cgi.so
StartServers 1
MaxRequestWorkers 4
ScriptAlias /whoami {folder}/whoami
"""


def apache(settings, configuration, env=None):
    """An Apache of our own, in the foreground, apart from the system's: `configuration` is added to what it needs.

    Started by root it serves as `www-data`, which has to reach the test's folder; keys in it stay root's.
    """
    folder = pathlib.Path(settings["folder"])
    user = ""
    if os.getuid() == 0:
        folder.chmod(0o711)
        pwd.getpwnam("www-data")
        user = "User www-data\nGroup www-data"
    modules = "/usr/lib/apache2/modules"
    file = folder / "apache.conf"
    values = {**settings, "modules": modules, "user": user}
    file.write_text((BASE + configuration).format(**values))
    return start(["/usr/sbin/apache2", "-f", file, "-DFOREGROUND"], env)


def write_whoami(settings, source):
    """The page that says who is logged in: a CGI program whose function `person(environ)` is `source`."""
    file = pathlib.Path(settings["folder"], "whoami")
    file.write_text("#!/usr/bin/python3\nimport json, os\n" + source + """
seen = person(os.environ)
print("Status: 200" if seen else "Status: 401", "Content-Type: application/json", "", json.dumps(seen), sep="\\n")
""")
    file.chmod(0o755)
