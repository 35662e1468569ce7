"""Routes: the problem, the plan, its evaluator, and what solves it. Integers throughout."""
