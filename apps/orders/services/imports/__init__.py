"""Files of orders: taken in, reported on, and given back where refused."""
