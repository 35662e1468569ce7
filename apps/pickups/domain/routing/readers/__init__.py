"""Published routing instances and their solutions, as problems of ours."""
