"""Files: whole or not at all, and nowhere but in their folder."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from hiring.files import Files


def test_a_file_is_written_read_and_deleted(tmp_path: Path) -> None:
    files = Files(tmp_path / "files")
    assert files.read("documents/ab12.pdf") is None
    files.write("documents/ab12.pdf", b"one")
    files.write("documents/ab12.pdf", b"two")
    assert files.read("documents/ab12.pdf") == b"two"
    files.delete("documents/ab12.pdf")
    files.delete("documents/ab12.pdf")
    assert files.read("documents/ab12.pdf") is None


def test_a_failed_write_leaves_the_old_file_and_no_rest(tmp_path: Path) -> None:
    files = Files(tmp_path)
    files.write("a.pdf", b"old")
    with pytest.raises(TypeError):
        files.write("a.pdf", "text")  # type: ignore[arg-type]
    assert files.read("a.pdf") == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


def test_a_reader_never_sees_half_a_file(tmp_path: Path) -> None:
    files = Files(tmp_path)
    contents = [bytes([65 + number]) * 200_000 for number in range(4)]
    files.write("a.pdf", contents[0])
    with ThreadPoolExecutor(4) as pool:
        for content in contents:
            pool.submit(files.write, "a.pdf", content)
        seen = [files.read("a.pdf") for _ in range(50)]
    assert set(seen) <= set(contents)


@pytest.mark.parametrize(
    "key", ["../a.pdf", "/etc/passwd", "a/../../b.pdf", "", ".", "a\x00.pdf", "a.pdf\n", "A.pdf", "a//b"]
)
def test_a_key_from_outside_is_refused(tmp_path: Path, key: str) -> None:
    for act in (Files(tmp_path).read, Files(tmp_path).delete):
        with pytest.raises(ValueError, match="no key"):
            act(key)
