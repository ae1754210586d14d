"""A peer: somebody else's SAML software behind a small adapter of ours, as a process on a loopback port."""
import contextlib
import fcntl
import json
import os
import pathlib
import signal
import socket
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "e2e"))

START_SECONDS = 60          # on a busy machine of two cores; a peer that is not ready by then is broken


class Port:
    """A loopback port that no other test takes meanwhile: below the range the kernel draws from, and locked."""

    FIRST, LAST = 20000, 29999

    def __enter__(self):
        locks = pathlib.Path(tempfile.gettempdir(), f"idpsim-peers-{os.getuid()}")
        locks.mkdir(mode=0o700, exist_ok=True)
        for number in range(self.FIRST + os.getpid() % 5000, self.LAST):
            self.lock = open(locks / str(number), "w")
            with contextlib.suppress(OSError):
                fcntl.flock(self.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                with socket.socket() as probe:
                    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                    probe.bind(("127.0.0.1", number))
                return number
            self.lock.close()
        raise AssertionError("no port is free")

    def __exit__(self, *_):
        self.lock.close()


class Peer:
    """An adapter from its start to the end of the with block; `ready` is its first line.

    The adapter gets one argument, a JSON file with these settings; it writes one JSON line when it can be asked, and
    ends when its standard input does, so that nothing is left over however the test ends.
    """

    def __init__(self, command, folder, **settings):
        self.file = pathlib.Path(folder, "settings.json")
        self.file.write_text(json.dumps({"folder": str(folder), **settings}))
        self.log = open(pathlib.Path(folder, "peer.log"), "w+")
        self.command = [*map(str, command), str(self.file)]

    def __enter__(self):
        self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log,
                                        text=True, start_new_session=True)
        signal.signal(signal.SIGALRM, lambda *_: self.stop())
        signal.alarm(START_SECONDS)
        line = self.process.stdout.readline()
        signal.alarm(0)
        if not line:
            self.__exit__()
            raise AssertionError(f"the peer did not start: {' '.join(self.command)}\n{self.told()}")
        self.ready = json.loads(line)
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            pass
        self.stop()
        self.process.wait()
        self.process.stdout.close()

    def stop(self):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)

    def told(self):
        """The last of what the peer wrote to its logs."""
        self.log.flush()
        logs = [(log.name, log.read_text(errors="replace")[-3000:]) for log in sorted(self.file.parent.glob("*.log"))]
        return "".join(f"--- {name}\n{text}" for name, text in logs if text)


def make_key(folder, name="sp"):
    """A key with a certificate for the peer, as two PEM files in the folder: `NAME.key`, `NAME.crt`."""
    key, certificate = pathlib.Path(folder, name + ".key"), pathlib.Path(folder, name + ".crt")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", "/CN=peer.example",
                    "-keyout", key, "-out", certificate], check=True, capture_output=True)
    return {"key": str(key), "certificate": str(certificate)}
