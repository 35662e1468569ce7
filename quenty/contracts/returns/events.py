"""Facts that returns tells: `@event("returns.subject.fact")` on a class. None yet."""
