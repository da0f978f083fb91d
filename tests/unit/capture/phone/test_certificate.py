"""The certificate: whose it is, how long, who may read its key, when it is made again."""

from __future__ import annotations

import stat
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509

from gaitcoach.capture.phone import certificate
from gaitcoach.capture.phone.certificate import CERTIFICATE_NAME, KEY_NAME, fits, server_context
from gaitcoach.errors import StorageError

HOME = ("192.168.1.5",)


def kept(folder) -> x509.Certificate:
    return x509.load_pem_x509_certificate((folder / CERTIFICATE_NAME).read_bytes())


def names(folder) -> set[str]:
    extension = kept(folder).extensions.get_extension_for_class(x509.SubjectAlternativeName)
    return {str(address) for address in extension.value.get_values_for_type(x509.IPAddress)}


def test_it_names_the_addresses_and_is_short_lived(tmp_path):
    """Mutant: LIFE of 398 days, which iPhones refuse."""
    server_context(tmp_path / "new", HOME)
    made = kept(tmp_path / "new")
    assert names(tmp_path / "new") == set(HOME)
    assert made.not_valid_after_utc - made.not_valid_before_utc <= timedelta(days=397)
    assert made.not_valid_before_utc < datetime.now(UTC)


@pytest.mark.skipif("sys.platform == 'win32'", reason="Windows keeps no such bits")
def test_only_the_user_may_read_the_key(tmp_path):
    """Mutant: the key is written with `write_bytes`."""
    server_context(tmp_path, HOME)
    for name in (KEY_NAME, CERTIFICATE_NAME):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600


def test_it_is_kept_while_it_fits(tmp_path):
    """Mutant: made at every start, so that the phone warns every time."""
    server_context(tmp_path, HOME)
    serial = kept(tmp_path).serial_number
    server_context(tmp_path, HOME)
    assert kept(tmp_path).serial_number == serial


def test_other_addresses_make_another(tmp_path):
    """Mutant: `<=` in place of `==`: a certificate that names an old network's address."""
    server_context(tmp_path, (*HOME, "10.0.0.2"))
    server_context(tmp_path, HOME)
    assert names(tmp_path) == set(HOME)
    server_context(tmp_path, ("192.168.1.6",))
    assert names(tmp_path) == {"192.168.1.6"}


def test_it_is_made_again_before_it_ends(tmp_path):
    server_context(tmp_path, HOME)
    now = datetime.now(UTC)
    assert fits(tmp_path, frozenset(HOME), now + timedelta(days=300))
    assert not fits(tmp_path, frozenset(HOME), now + timedelta(days=370))
    assert not fits(tmp_path, frozenset(HOME), now - timedelta(days=2))


@pytest.mark.parametrize("name", [CERTIFICATE_NAME, KEY_NAME])
def test_a_damaged_file_is_made_again(tmp_path, name):
    server_context(tmp_path, HOME)
    (tmp_path / name).write_text("-----BEGIN NOTHING-----")
    assert server_context(tmp_path, HOME)
    assert fits(tmp_path, frozenset(HOME), datetime.now(UTC))


def test_a_key_of_another_certificate_is_seen(tmp_path):
    """Mutant: the two are not compared, and the door fails to open."""
    server_context(tmp_path / "a", HOME)
    server_context(tmp_path / "b", HOME)
    (tmp_path / "a" / KEY_NAME).write_bytes((tmp_path / "b" / KEY_NAME).read_bytes())
    assert server_context(tmp_path / "a", HOME)


def test_a_folder_that_cannot_be_written_is_said(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageError) as caught:
        server_context(tmp_path / "file", HOME)
    assert caught.value.todo
    assert certificate.LIFE
