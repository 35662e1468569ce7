"""What every context's AppConfig does: register by convention, nothing else."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import AppConfig

from quenty.kernel.contexts import CONTEXTS


class ContextConfig(AppConfig):
    """Base of a context's app: facade, consumers and tasks are found by their names.

    `facade.FACADES` maps a contract to the class that serves it; importing `consumers`
    and `tasks` registers what they declare.
    """

    default_auto_field = "django.db.models.BigAutoField"
    # Django takes the one default class of an app's module, and this one is imported there.
    default = False

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.default = True

    @property
    def alias(self) -> str:
        return CONTEXTS[self.label].alias

    def ready(self) -> None:
        # Not sooner: the registry needs models, which Django loads after its apps.
        from quenty.platform.registry import registry

        facade = f"{self.name}.facade"
        if find_spec(facade):
            for contract, served_by in import_module(facade).FACADES.items():
                registry.provide(contract, served_by)
        for module in ("consumers", "tasks"):
            if find_spec(f"{self.name}.{module}"):
                import_module(f"{self.name}.{module}")
