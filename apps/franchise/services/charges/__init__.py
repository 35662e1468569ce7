"""What payees owe: issued, paid from the wallet or by settlements, cancelled."""
