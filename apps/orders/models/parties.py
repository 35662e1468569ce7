"""The two ends of a shipment, as columns of the order. Personal data."""

from django.db import models


class WithOrigin(models.Model):
    """Where the parcel starts. `origin_dane`: five-digit municipality code."""

    origin_name = models.CharField(max_length=120)
    origin_company = models.CharField(max_length=120, blank=True)
    origin_document = models.CharField(max_length=30, blank=True)
    origin_phone = models.CharField(max_length=20)
    origin_email = models.EmailField(blank=True)
    origin_address = models.CharField(max_length=200)
    origin_complement = models.CharField(max_length=200, blank=True)
    origin_dane = models.CharField(max_length=5)

    class Meta:
        abstract = True


class WithRecipient(models.Model):
    """Who gets the parcel. `recipient_dane`: five-digit municipality code."""

    recipient_name = models.CharField(max_length=120)
    recipient_company = models.CharField(max_length=120, blank=True)
    recipient_document = models.CharField(max_length=30, blank=True)
    recipient_phone = models.CharField(max_length=20)
    recipient_email = models.EmailField(blank=True)
    recipient_address = models.CharField(max_length=200)
    recipient_complement = models.CharField(max_length=200, blank=True)
    recipient_dane = models.CharField(max_length=5)

    class Meta:
        abstract = True
