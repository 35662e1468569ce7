"""What the tests of all contexts share: a pytest plugin over a private PostgreSQL."""
