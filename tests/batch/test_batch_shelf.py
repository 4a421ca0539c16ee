"""The shelf of records: whole files or none."""

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.batch.shelf import Shelf

SHA = "0" * 64


def test_a_record_is_stored_and_replaced(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "deep" / "extracted")
    assert not shelf.holds(SHA)
    shelf.put(SHA, b'{"first": 1}')
    shelf.put(SHA, b"{}")
    assert shelf.holds(SHA)
    assert shelf.path(SHA).read_bytes() == b"{}"
    assert [path.name for path in shelf.folder.iterdir()] == [f"{SHA}.json"]


def test_an_empty_file_left_by_a_power_cut_is_no_record(tmp_path: Path) -> None:
    (tmp_path / f"{SHA}.json").write_bytes(b"")
    assert not Shelf(tmp_path).holds(SHA)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on file size")
def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    code = (
        "import signal, sys\nfrom pathlib import Path\nfrom pipeline.batch.shelf import Shelf\n"
        "from pipeline.model.errors import StoreError\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "shelf = Shelf(Path(sys.argv[1])); shelf.put('1' * 64, b'short')\n"
        "try: shelf.put('0' * 64, b'x' * 100_000)\n"
        "except StoreError as error: sys.exit(error.code)\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ended.stderr.strip() == "disk_full"
    assert [path.name for path in tmp_path.iterdir()] == ["1" * 64 + ".json"]
