"""What pickups asks of others over the network: ways, of routing servers of our own."""
