"""Value types that no context wants two of. Pure Python; small on purpose."""
