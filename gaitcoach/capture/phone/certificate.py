"""The certificate the phone is shown: made here, for this computer's addresses alone."""

from __future__ import annotations

import ipaddress
import os
import ssl
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from gaitcoach.errors import StorageError
from gaitcoach.language import tr

LIFE = timedelta(days=396)
"""Phones refuse certificates that are good for more than 397 days."""
EARLY = timedelta(hours=12)
"""A phone whose clock is behind must not meet a certificate from the future."""
RENEW_BEFORE = timedelta(days=30)

CERTIFICATE_NAME, KEY_NAME = "phone_certificate.pem", "phone_key.pem"


def server_context(folder: Path, addresses: Iterable[str]) -> ssl.SSLContext:
    """Return a TLS context with the kept certificate, made anew when it does not fit any more.

    folder : where certificate and key are kept; only the user may read the key

    Raises
    ------
    StorageError
        Nothing can be written there.
    """
    wanted = frozenset(addresses)
    try:
        if not fits(folder, wanted, datetime.now(UTC)):
            make(folder, wanted, datetime.now(UTC))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.load_cert_chain(folder / CERTIFICATE_NAME, folder / KEY_NAME)
    except OSError as error:
        raise StorageError(
            tr(
                "The certificate for the phone cannot be kept in {folder} ({reason}).",
                folder=folder,
                reason=error.strerror,
            ),
            tr("Allow writing there, or free some space."),
        ) from error
    return context


def fits(folder: Path, addresses: frozenset[str], now: datetime) -> bool:
    """Tell whether the kept certificate is for exactly these addresses and good for a while."""
    try:
        kept = x509.load_pem_x509_certificate((folder / CERTIFICATE_NAME).read_bytes())
        key = serialization.load_pem_private_key((folder / KEY_NAME).read_bytes(), None)
        names = kept.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (OSError, ValueError, x509.ExtensionNotFound):
        return False  # missing or damaged: it is made again
    named = {str(address) for address in names.get_values_for_type(x509.IPAddress)}
    in_time = kept.not_valid_before_utc <= now < kept.not_valid_after_utc - RENEW_BEFORE
    return named == addresses and in_time and key.public_key() == kept.public_key()


def make(folder: Path, addresses: frozenset[str], now: datetime) -> None:
    """Write a new key and a certificate signed by it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "gaitcoach on this network")])
    listed = [x509.IPAddress(ipaddress.ip_address(text)) for text in sorted(addresses)]
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - EARLY)
        .not_valid_after(now - EARLY + LIFE)
        .add_extension(x509.SubjectAlternativeName(listed), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
    )
    certificate = builder.sign(key, hashes.SHA256())
    folder.mkdir(parents=True, exist_ok=True)
    _write_private(
        folder / KEY_NAME,
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ),
    )
    _write_private(folder / CERTIFICATE_NAME, certificate.public_bytes(serialization.Encoding.PEM))


def _write_private(path: Path, content: bytes) -> None:
    """Write a file that was never readable by anybody else, not even for a moment."""
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
