"""Prints the secrets that docker-compose.yml asks for, made anew."""

import base64
import secrets

print(f"QUENTY_SECRET_KEY={secrets.token_urlsafe(50)}")
print(f"QUENTY_ENCRYPTION_KEYS=k1:{base64.b64encode(secrets.token_bytes(32)).decode()}")
for name in ("QUENTY_RUNTIME", "QUENTY_OWNER", "POSTGRES", "RABBITMQ"):
    print(f"{name}_PASSWORD={secrets.token_hex(24)}")
