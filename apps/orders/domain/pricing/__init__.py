"""What a shipment costs with each service: pure arithmetic over published rates."""
