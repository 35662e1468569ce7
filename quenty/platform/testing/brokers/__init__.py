"""A private RabbitMQ and Redis for a run of the tests: fetched, started and stopped by it."""
