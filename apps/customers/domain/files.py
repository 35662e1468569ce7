"""What a file is, by its first bytes and never by its name."""

from quenty.contracts.customers.errors import CustomerError

MAX_BYTES = 5 * 1024 * 1024

_MAGIC = (
    (b"%PDF-", "application/pdf"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
)
# How a whole file of each type ends: a cut upload is found out at once.
_TAIL = {
    "application/pdf": b"%%EOF",
    "image/jpeg": b"\xff\xd9",
    "image/png": b"IEND\xaeB`\x82",
}


def content_type_of(content: bytes) -> str:
    """The MIME type of a PDF, JPEG or PNG.

    Raises customers.file_empty, customers.file_too_large, customers.file_type_refused,
    customers.file_damaged (begins as one of them and has no end).
    """
    if not content:
        raise CustomerError.FILE_EMPTY(field="file")
    if len(content) > MAX_BYTES:
        raise CustomerError.FILE_TOO_LARGE(field="file", most=MAX_BYTES // 1024 // 1024)
    for magic, content_type in _MAGIC:
        if content.startswith(magic):
            if _TAIL[content_type] not in content[-1024:]:
                raise CustomerError.FILE_DAMAGED(field="file")
            return content_type
    raise CustomerError.FILE_TYPE_REFUSED(field="file")
