"""What is written to our own staff, by template and language."""

STAFF_TEXTS = {
    ("credentials_expire", "es"): (
        "Credenciales de {operator} por vencer el {until}",
        "Hola {name}:\n\nLas credenciales de la cuenta {account} del operador {operator} vencen "
        "el {until}. Pida unas nuevas y cámbielas en la administración, Cuentas de operadores.",
    ),
    ("credentials_expire", "en"): (
        "Credentials of {operator} run out on {until}",
        "Hello {name},\n\nThe credentials of the account {account} of the operator {operator} "
        "run out on {until}. Ask for new ones and change them in the back office, operators' "
        "accounts.",
    ),
}
