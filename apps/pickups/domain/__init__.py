"""What pickups knows without rows: states, slots, routes, attempts, cash."""
