"""Who is asking and what they may do."""

from quenty.platform.auth.access import PUBLIC, Access, allow
from quenty.platform.auth.principal import Principal, Role

__all__ = ["PUBLIC", "Access", "Principal", "Role", "allow"]
