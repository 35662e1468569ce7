"""Redis as a cache that may vanish: everything is a miss then, and nothing an error."""

from typing import Any

from django.core.cache.backends.redis import RedisCache

from quenty.platform.redis_link import RedisLink

link = RedisLink("cache")


class ForgivingRedisCache(RedisCache):
    """Reads give the default, writes say that they did nothing."""

    def add(self, key: Any, *args: Any, **kwargs: Any) -> Any:
        return link.ask(lambda: super(ForgivingRedisCache, self).add(key, *args, **kwargs), _no)

    def get(self, key: Any, default: Any = None, version: Any = None) -> Any:
        return link.ask(
            lambda: super(ForgivingRedisCache, self).get(key, default, version), lambda: default
        )

    def set(self, key: Any, *args: Any, **kwargs: Any) -> None:
        link.ask(lambda: super(ForgivingRedisCache, self).set(key, *args, **kwargs), _nothing)

    def touch(self, key: Any, *args: Any, **kwargs: Any) -> Any:
        return link.ask(lambda: super(ForgivingRedisCache, self).touch(key, *args, **kwargs), _no)

    def delete(self, key: Any, version: Any = None) -> Any:
        return link.ask(lambda: super(ForgivingRedisCache, self).delete(key, version), _no)

    def get_many(self, keys: Any, version: Any = None) -> Any:
        return link.ask(lambda: super(ForgivingRedisCache, self).get_many(keys, version), dict)

    def has_key(self, key: Any, version: Any = None) -> Any:
        return link.ask(lambda: super(ForgivingRedisCache, self).has_key(key, version), _no)

    def set_many(self, data: Any, *args: Any, **kwargs: Any) -> Any:
        return link.ask(
            lambda: super(ForgivingRedisCache, self).set_many(data, *args, **kwargs),
            lambda: list(data),
        )

    def delete_many(self, keys: Any, version: Any = None) -> None:
        link.ask(lambda: super(ForgivingRedisCache, self).delete_many(keys, version), _nothing)

    def clear(self) -> Any:
        return link.ask(super().clear, _no)


def _no() -> bool:
    return False


def _nothing() -> None:
    return None
