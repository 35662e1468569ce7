"""Facts that analytics tells: `@event("analytics.subject.fact")` on a class. None yet."""
