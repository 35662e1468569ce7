"""Labels as carriers give them: whole files, since the SDK opens them."""

import base64
from io import BytesIO

from PIL import Image


def _drawn(kind: str) -> str:
    kept = BytesIO()
    Image.new("L", (40, 60), 255).save(kept, kind)
    return base64.b64encode(kept.getvalue()).decode()


PDF, GIF = _drawn("PDF"), _drawn("GIF")
