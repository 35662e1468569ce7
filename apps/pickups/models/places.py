"""Where somebody is to be visited, as columns. Personal data."""

from django.db import models


class WithPlace(models.Model):
    """`exact`: the coordinates are the address's own, not its municipality's."""

    contact_name = models.CharField(max_length=120)
    phone = models.CharField(max_length=20)
    address = models.CharField(max_length=400)
    complement = models.CharField(max_length=200, blank=True)
    dane_code = models.CharField(max_length=5)
    latitude = models.FloatField()
    longitude = models.FloatField()
    exact = models.BooleanField(default=False)

    class Meta:
        abstract = True
