"""What others may know of pickups."""
