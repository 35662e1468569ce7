"""Facts that international tells: `@event("international.subject.fact")` on a class. None yet."""
