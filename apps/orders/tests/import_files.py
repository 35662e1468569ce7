"""Files in our own template, and the origin they need."""

from uuid import UUID

from apps.orders.models import SenderOrigin

OWN_HEADER = (
    "referencia;nombre;telefono;direccion;ciudad;departamento;peso_kg;largo_cm;ancho_cm;alto_cm;"
    "contenido;valor_declarado;recaudo;paga_flete;correo"
)


def origin(customer_id: UUID, livemode: bool = True) -> None:
    SenderOrigin.objects.create(
        customer_id=customer_id,
        livemode=livemode,
        origin_name="Tienda Cóndor",
        origin_phone="+576015551234",
        origin_address="Carrera 13 # 85-32",
        origin_dane="11001",
    )


def own(*rows: str) -> str:
    return "\n".join([OWN_HEADER, *rows]) + "\n"


GOOD = "A-1;Luz Peña;300 123 45 67;Calle 1 # 2-3;Medellín;Antioquia;1,5;20;15;10;Libros;80.000;;;"
