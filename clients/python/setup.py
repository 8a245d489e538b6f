"""Adds one step to the build: the modules of package `chancery` are generated from protos/ of the repository."""
import pathlib

from setuptools import setup
from setuptools.command.build_py import build_py

PROTOS = pathlib.Path(__file__).resolve().parent.parent.parent / "protos"


class BuildWithProtos(build_py):
    def run(self):
        super().run()
        # Only there while the package is built.
        import grpc_tools
        from grpc_tools import protoc

        files = sorted(str(path.relative_to(PROTOS)) for path in PROTOS.glob("chancery/**/*.proto"))
        well_known = pathlib.Path(grpc_tools.__file__).parent / "_proto"
        arguments = [f"-I{PROTOS}", f"-I{well_known}"]
        arguments += [f"--{out}={self.build_lib}" for out in ("python_out", "pyi_out", "grpc_python_out")]
        if not files or protoc.main(["protoc", *arguments, *files]) != 0:
            raise RuntimeError(f"no code could be generated from {PROTOS}")


setup(cmdclass={"build_py": BuildWithProtos})
