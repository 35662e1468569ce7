"""Franchise in the back office."""

from apps.franchise.admin.coverage import CoverageAdmin
from apps.franchise.admin.operators import OperatorAdmin
from apps.franchise.admin.pairs import PairAdmin
from apps.franchise.admin.services import ServiceAdmin
from apps.franchise.admin.sheets import RateSheetAdmin

__all__ = ["CoverageAdmin", "OperatorAdmin", "PairAdmin", "RateSheetAdmin", "ServiceAdmin"]
