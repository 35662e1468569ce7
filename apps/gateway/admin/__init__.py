"""The gateway's part of the admin, and how staff gets into it."""

from apps.gateway.admin import api_keys, groups, records, signing_keys, site, users

__all__ = ["api_keys", "groups", "records", "signing_keys", "site", "users"]
