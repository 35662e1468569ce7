"""What a file of evidence is, by its first and last bytes and never by its name."""

from quenty.contracts.orders.money_errors import EvidenceError

MOST_MEGABYTES = 5
_KINDS = (
    (b"%PDF-", b"%%EOF", "application/pdf"),
    (b"\xff\xd8\xff", b"\xff\xd9", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82", "image/png"),
)


def content_type_of(content: bytes) -> str:
    """Raises orders.evidence.file_refused for anything but a whole PDF, JPEG or PNG."""
    if len(content) <= MOST_MEGABYTES * 1024 * 1024:
        for head, tail, kind in _KINDS:
            if content.startswith(head) and tail in content[-1024:]:
                return kind
    raise EvidenceError.FILE_REFUSED(field="file", most=MOST_MEGABYTES)
