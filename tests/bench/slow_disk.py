"""A disk whose every sync takes long: a small library, put before the system's by the loader, that sleeps first."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

_SOURCE = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <time.h>

static int later(const char *name, int handle) {
    struct timespec pause = {0, MILLISECONDS * 1000000L};
    nanosleep(&pause, 0);
    return ((int (*)(int)) dlsym(RTLD_NEXT, name))(handle);
}
int fsync(int handle) { return later("fsync", handle); }
int fdatasync(int handle) { return later("fdatasync", handle); }
"""


def library(folder: Path, milliseconds: int) -> Path:
    """What LD_PRELOAD names, made in `folder`. It needs a C compiler."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    assert compiler, "install gcc: the slow disk is a small C library"
    source, made = folder / "slow_disk.c", folder / "slow_disk.so"
    source.write_text(_SOURCE)
    command = [compiler, "-shared", "-fPIC", f"-DMILLISECONDS={milliseconds}", "-o", str(made), str(source), "-ldl"]
    subprocess.run(command, check=True)
    return made
