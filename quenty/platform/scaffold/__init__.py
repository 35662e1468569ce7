"""A new bounded context, complete from its first minute."""
