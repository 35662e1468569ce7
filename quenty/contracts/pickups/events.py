"""Facts that pickups tells: `@event("pickups.subject.fact")` on a class. None yet."""
