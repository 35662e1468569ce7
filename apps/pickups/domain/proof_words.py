"""What a hand-over wants as proof, in words."""

from quenty.kernel.words import Phrase

WHO = Phrase(en="the name of who receives it", es="el nombre de quien recibe")
ANY = Phrase(
    en="a signature, a photo, a code or an identity",
    es="una firma, una foto, un código o un documento",
)
SCAN = Phrase(en="at least one scanned parcel", es="al menos un paquete escaneado")
CODE_OR_IDENTITY = Phrase(en="a code or an identity", es="un código o un documento")
