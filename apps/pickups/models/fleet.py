"""Depots, vehicles, drivers and their shifts."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from quenty.platform.db import MoneyField, Row


class Depot(Row):
    """Where vehicles start, end and load."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=200)
    dane_code = models.CharField(max_length=5)
    latitude = models.FloatField()
    longitude = models.FloatField()
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Vehicle(Row):
    """Limits in grams, cubic centimetres and pieces. Costs in COP. `skills`: cold, bulky ..."""

    plate = models.CharField(max_length=10, unique=True)
    kind = models.CharField(max_length=20, default="van")
    depot = models.ForeignKey(Depot, on_delete=models.PROTECT, related_name="vehicles")
    capacity_g = models.PositiveIntegerField()
    capacity_cm3 = models.PositiveIntegerField()
    capacity_pieces = models.PositiveIntegerField()
    skills = ArrayField(models.SlugField(max_length=30), default=list, blank=True)
    fixed_cost = MoneyField()
    cost_per_km = MoneyField()
    cost_per_hour = MoneyField()
    max_reloads = models.PositiveSmallIntegerField(default=0)
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ("plate",)

    def __str__(self) -> str:
        return self.plate


class Driver(Row):
    """Who drives. `user_id`: the gateway's user that signs in with the driver's role; its
    token names this row as `driver_id`. `cash_limit`: what may be carried before a deposit."""

    user_id = models.UUIDField(null=True, blank=True, unique=True)  # gateway context, no FK
    name = models.CharField(max_length=120)
    document = models.CharField(max_length=20, unique=True)
    phone = models.CharField(max_length=20)
    licence = models.CharField(max_length=20)
    licence_category = models.CharField(max_length=4)
    licence_expires_on = models.DateField()
    depot = models.ForeignKey(Depot, on_delete=models.PROTECT, related_name="drivers")
    zones = ArrayField(models.SlugField(max_length=40), default=list, blank=True)
    skills = ArrayField(models.SlugField(max_length=30), default=list, blank=True)
    cash_limit = MoneyField()
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Shift(Row):
    """A driver with a vehicle for some hours. Breaks: [{"early", "late", "minutes"}], hours
    of the day as HH:MM. Limits null: none of their own."""

    driver = models.ForeignKey(Driver, on_delete=models.PROTECT, related_name="shifts")
    vehicle = models.ForeignKey(Vehicle, on_delete=models.PROTECT, related_name="shifts")
    day = models.DateField(db_index=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    start_depot = models.ForeignKey(Depot, on_delete=models.PROTECT, related_name="+")
    end_depot = models.ForeignKey(Depot, on_delete=models.PROTECT, related_name="+")
    breaks = models.JSONField(default=list, blank=True)
    max_stops = models.PositiveSmallIntegerField(null=True, blank=True)
    max_km = models.PositiveSmallIntegerField(null=True, blank=True)
    max_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    available = models.BooleanField(default=True)

    class Meta:
        ordering = ("day", "starts_at")
        constraints = (
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="shift_hours"),
        )

    def __str__(self) -> str:
        return f"{self.driver} {self.day}"


class RoadSpeed(Row):
    """What calibrates estimated ways in a city: see `domain.travel.Roads`."""

    dane_code = models.CharField(max_length=5, unique=True)
    town_factor = models.FloatField(default=1.3)
    country_factor = models.FloatField(default=1.5)
    speeds = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    country_speed = models.PositiveSmallIntegerField(default=45)

    class Meta:
        ordering = ("dane_code",)

    def __str__(self) -> str:
        return self.dane_code
