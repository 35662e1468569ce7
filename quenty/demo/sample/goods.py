"""What the shop of the demo sells, and what one of each weighs."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Product:
    """`price`: whole pesos, tax included. `weight_kg`: of one, packed."""

    sku: str
    name: str
    price: int
    weight_kg: Decimal


PRODUCTS = (
    Product("CAF-500", "Café tostado de Huila 500 g", 42_000, Decimal("0.60")),
    Product("CAF-1000", "Café en grano de Nariño 1 kg", 78_000, Decimal("1.15")),
    Product("CHO-250", "Chocolate de Tumaco 70% 250 g", 26_500, Decimal("0.32")),
    Product("PAN-1000", "Panela pulverizada 1 kg", 14_900, Decimal("1.05")),
    Product("MOL-01", "Molino manual de acero", 129_900, Decimal("1.80")),
    Product("PRE-350", "Prensa francesa 350 ml", 89_900, Decimal("0.95")),
    Product("TAZ-02", "Juego de dos pocillos de La Chamba", 64_000, Decimal("1.40")),
    Product("MOC-01", "Mochila wayuu mediana", 185_000, Decimal("0.70")),
    Product("HAM-01", "Hamaca doble de San Jacinto", 248_000, Decimal("2.60")),
    Product("SOM-01", "Sombrero vueltiao de 19", 210_000, Decimal("0.55")),
    Product("RUA-01", "Ruana de lana de Nobsa", 175_000, Decimal("1.60")),
    Product("MIE-500", "Miel de abejas del Cauca 500 g", 32_000, Decimal("0.75")),
)
SKU_WEIGHTS = {product.sku: str(product.weight_kg) for product in PRODUCTS}
