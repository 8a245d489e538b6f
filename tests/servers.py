"""Programs of a build folder as test servers: each on a free port, stopped at the end. Python standard library only."""
import contextlib
import pathlib
import subprocess
import tempfile
import time

START_SECONDS = 60


class Server:
    """One server process. `restart` gives it the port that it had."""

    def __init__(self, program, folder, *flags):
        self.name = pathlib.Path(program).name
        self._program, self._flags = program, flags
        self._port_file, self._log = folder / f"{self.name}.port", folder / f"{self.name}.log"
        self.port = 0
        self._process = None
        self.start()

    @property
    def address(self):
        return f"127.0.0.1:{self.port}"

    def start(self):
        self._port_file.unlink(missing_ok=True)
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [self._program, f"--listen=127.0.0.1:{self.port}", f"--port_file={self._port_file}", *self._flags],
                stdout=log, stderr=log)
        until = time.monotonic() + START_SECONDS
        while not (self._port_file.exists() and self._port_file.read_text().strip()):
            if self._process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"{self.name} did not start:\n{self.last_log()}")
            time.sleep(0.02)
        self.port = int(self._port_file.read_text())

    def kill(self):
        """As a power cut would: SIGKILL."""
        self._process.kill()
        self._process.wait()

    def stop(self):
        self._process.terminate()
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def last_log(self):
        return "\n".join(self._log.read_text("utf-8", "replace").splitlines()[-20:])


@contextlib.contextmanager
def standalone(build, *flags):
    """A chancery-standalone with an empty archive."""
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        folder = pathlib.Path(folder)
        server = Server(build / "services/standalone/chancery-standalone", folder, f"--data_dir={folder}/store", *flags)
        stack.callback(server.stop)
        yield server


@contextlib.contextmanager
def separate(build):
    """The three servers apart, with an empty archive: a dict by name."""
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        folder = pathlib.Path(folder)
        servers = {}

        def start(name, *flags):
            servers[name] = Server(build / f"services/{name}/chancery-{name}", folder, *flags)
            stack.callback(servers[name].stop)

        start("extraction")
        start("query", f"--store={folder}/query.db")
        start("ingestion", f"--store={folder}/ingestion.db", f"--extraction_target={servers['extraction'].address}",
              f"--query_target={servers['query'].address}")
        yield servers


def client(build, ingestion, query=None):
    """The command line of the client that speaks to these servers."""
    return [build / "clients/cli/chancery", "--server", ingestion.address, "--query-server", (query or ingestion).address]
