"""Files, folders and archives: every document once, in a stable order, and each refusal with its reason."""

import io
import os
import pickle
import unicodedata
import zipfile
from pathlib import Path

import pytest
from documents_helpers import word_xml, zipped

from pipeline.documents import Input, Limits, inputs, read
from pipeline.model.errors import BadInput

TEXT = b"Der Ausschuss tagt."


def listed(*paths: Path, **limits: int) -> list[Input]:
    return list(inputs(paths, limits=Limits(**limits)))


def codes(*paths: Path, **limits: int) -> dict[str, str | None]:
    return {one.label.rsplit("!/", 1)[-1]: one.error.code if one.error else None for one in listed(*paths, **limits)}


def archive(folder: Path, members: dict[str, bytes], name: str = "a.zip") -> Path:
    path = folder / name
    path.write_bytes(zipped(members))
    return path


def test_folders_are_walked_in_order_without_litter(tmp_path: Path) -> None:
    for name in (
        "b/2.txt",
        "b/1.txt",
        "a.txt",
        ".DS_Store",
        "Thumbs.db",
        "desktop.ini",
        "~$brief.docx",
        ".git/x",
        "c/ä.txt",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(TEXT)
    found = listed(tmp_path)
    assert [one.label for one in found] == [f"{tmp_path}/{name}" for name in ("a.txt", "b/1.txt", "b/2.txt", "c/ä.txt")]
    assert [one.name for one in found] == ["a.txt", "1.txt", "2.txt", "ä.txt"]
    assert found[0].load() == TEXT


def test_names_in_decomposed_umlauts_open_and_are_shown_composed(tmp_path: Path) -> None:
    decomposed = unicodedata.normalize("NFD", "Prüfung Größe.txt")
    (tmp_path / decomposed).write_bytes(TEXT)
    (from_folder,) = listed(tmp_path)
    (from_keyboard,) = listed(tmp_path / "Prüfung Größe.txt")
    for one in (from_folder, from_keyboard):
        assert one.name == "Prüfung Größe.txt"
        assert unicodedata.is_normalized("NFC", one.label)
        assert one.load() == TEXT


def test_a_missing_path_is_an_input_with_an_error(tmp_path: Path) -> None:
    (one,) = listed(tmp_path / "fehlt.pdf")
    assert one.error is not None
    assert one.error.code == "missing"
    assert "fehlt.pdf" in str(one.error)
    with pytest.raises(BadInput):
        one.load()


def test_folder_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = tmp_path / "zu"
    closed.mkdir()
    (tmp_path / "offen.txt").write_bytes(TEXT)
    really = os.listdir

    def refusing(path: Path) -> list[str]:
        if Path(path) == closed:
            raise PermissionError(13, "Permission denied")
        return really(path)

    monkeypatch.setattr(os, "listdir", refusing)  # root may read everything, so the refusal is played
    assert [one.error.code if one.error else None for one in listed(tmp_path)] == [None, "no_permission"]


def test_file_that_vanishes_before_it_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT)
    (one,) = listed(tmp_path)
    (tmp_path / "a.txt").unlink()
    with pytest.raises(BadInput) as caught:
        one.load()
    assert caught.value.code == "missing"


def test_a_ring_of_links_ends(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "eins.txt").write_bytes(TEXT)
    (tmp_path / "a" / "oben").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "selbst").symlink_to(tmp_path / "selbst")
    found = listed(tmp_path)
    assert [one.name for one in found if one.error is None] == ["eins.txt"]
    assert [one.name for one in found if one.error] == ["selbst"]


def test_members_of_archives_are_inputs_and_the_archive_is_none(tmp_path: Path) -> None:
    path = archive(
        tmp_path, {"ordner/b.txt": TEXT, "a.pdf": b"%PDF-1.4", "__MACOSX/a.pdf": b"", "ordner/.DS_Store": b""}
    )
    found = listed(path)
    assert [(one.name, one.label) for one in found] == [
        ("a.pdf", f"{path}!/a.pdf"),
        ("b.txt", f"{path}!/ordner/b.txt"),
    ]
    assert found[1].load() == TEXT


def test_inputs_can_be_sent_to_another_process(tmp_path: Path) -> None:
    (one,) = listed(archive(tmp_path, {"a.txt": TEXT}))
    assert pickle.loads(pickle.dumps(one)).load() == TEXT  # our own bytes


def test_an_archive_in_an_archive_is_read_and_a_third_is_refused(tmp_path: Path) -> None:
    inner = zipped({"c.txt": TEXT, "innerst.zip": zipped({"d.txt": TEXT})})
    path = archive(tmp_path, {"innen.zip": inner, "a.txt": TEXT})
    found = listed(path)
    assert [(one.label.removeprefix(f"{path}!/"), one.error.code if one.error else None) for one in found] == [
        ("a.txt", None),
        ("innen.zip!/c.txt", None),
        ("innen.zip!/innerst.zip", "nested_archive"),
    ]
    assert found[1].load() == TEXT


def test_a_word_file_is_one_document_alone_and_in_an_archive(tmp_path: Path) -> None:
    data = word_xml("<w:p><w:r><w:t>Beschluss</w:t></w:r></w:p>")
    (tmp_path / "brief.docx").write_bytes(data)
    archive(tmp_path, {"brief.docx": data})
    found = listed(tmp_path)
    assert [one.name for one in found] == ["brief.docx", "brief.docx"]
    assert [one.load() == data for one in found] == [True, True]


@pytest.mark.parametrize(
    "name", ["../a.txt", "x/../../a.txt", "/etc/a.txt", "C:\\a.txt", "..\\a.txt", "\\\\server\\a.txt"]
)
def test_members_that_lead_outside_are_refused_and_the_rest_is_read(tmp_path: Path, name: str) -> None:
    found = listed(archive(tmp_path, {name: TEXT, "gut.txt": TEXT}))
    assert sorted(one.error.code if one.error else "" for one in found) == ["", "unsafe_path"]
    assert [one.load() for one in found if one.error is None] == [TEXT]


def test_a_member_that_unpacks_to_a_hundred_times_its_size(tmp_path: Path) -> None:
    path = archive(tmp_path, {"bombe.txt": b"0" * 2_000_000, "gut.txt": TEXT})
    assert codes(path) == {"bombe.txt": "zip_bomb", "gut.txt": None}


def test_an_archive_that_unpacks_to_too_much_is_one_refusal(tmp_path: Path) -> None:
    path = archive(tmp_path, {f"{number}.txt": os.urandom(2000) for number in range(10)})
    (one,) = listed(path, max_archive_bytes=10_000)
    assert one.error is not None
    assert one.error.code == "zip_bomb"
    (one,) = listed(path, max_members=5)
    assert one.error is not None
    assert one.error.code == "zip_bomb"


def test_a_member_larger_than_a_document_may_be(tmp_path: Path) -> None:
    path = archive(tmp_path, {"gross.pdf": os.urandom(5000), "gut.txt": TEXT})
    assert codes(path, max_bytes=1000) == {"gross.pdf": "too_large", "gut.txt": None}


def test_encrypted_members(tmp_path: Path) -> None:
    data = bytearray(zipped({"geheim.txt": TEXT}))
    data[6] |= 1  # the flag in the member's own header
    directory = data.index(b"PK\x01\x02")
    data[directory + 8] |= 1  # and in the archive's directory
    (tmp_path / "a.zip").write_bytes(data)
    assert codes(tmp_path / "a.zip") == {"geheim.txt": "encrypted"}


def test_a_broken_archive_is_one_input_with_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"a.txt": os.urandom(3000)})[:1500])
    (one,) = listed(tmp_path)
    assert one.error is not None
    assert (one.name, one.error.code) == ("a.zip", "damaged")


def test_a_damaged_member_does_not_harm_the_others(tmp_path: Path) -> None:
    stored = bytearray(zipped({"a.txt": b"erster Text", "b.txt": b"zweiter Text"}, compression=zipfile.ZIP_STORED))
    place = stored.index(b"erster")
    stored[place : place + 6] = b"kaputt"  # the checksum no longer fits
    (tmp_path / "a.zip").write_bytes(stored)
    first, second = listed(tmp_path)
    with pytest.raises(BadInput) as caught:
        first.load()
    assert caught.value.code == "damaged"
    assert second.load() == b"zweiter Text"


def test_member_names_written_by_old_programs(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        packed.writestr("Pr\u00fcfung.txt", TEXT)
    flagged = buffer.getvalue()
    utf8 = "Prüfung.txt".encode()
    unflagged = bytearray(flagged)
    unflagged[7] &= ~0x08  # UTF-8 without saying so, as macOS writes it
    directory = unflagged.index(b"PK\x01\x02")
    unflagged[directory + 9] &= ~0x08
    assert utf8 in unflagged
    (tmp_path / "a.zip").write_bytes(unflagged)
    (one,) = listed(tmp_path)
    assert (one.name, one.load()) == ("Prüfung.txt", TEXT)


def test_every_listed_member_can_be_read(tmp_path: Path) -> None:
    (one,) = listed(archive(tmp_path, {"protokoll.txt": TEXT}))
    with read(one.load(), name=one.name) as document:
        assert document.text == "Der Ausschuss tagt."
