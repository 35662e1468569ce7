"""Files of orders: reading them, and turning their rows into orders or into reasons."""
