"""Facts that microcredit tells: `@event("microcredit.subject.fact")` on a class. None yet."""
