"""What many shipments would cost, without an order or a quote."""
