"""How large a file may be."""

from quenty.contracts.franchise.errors import FranchiseError

MOST_MB = 20


def checked_size(data: bytes) -> bytes:
    """Raises franchise.file_too_large."""
    if len(data) > MOST_MB * 1024 * 1024:
        raise FranchiseError.FILE_TOO_LARGE(field="file", limit=MOST_MB)
    return data
