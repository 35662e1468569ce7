"""`python -m tests.faults.chaining`: puts postings into blocks without a pause, whatever happens
to the database, until it is killed."""

import time

import django

django.setup()

from django.db import Error, connections  # noqa: E402

from apps.customers.services.ledger.chain_postings import chain_postings  # noqa: E402

if __name__ == "__main__":
    while True:
        try:
            chain_postings()
        except Error as error:
            print(type(error).__name__, flush=True)
            connections.close_all()
        time.sleep(0.05)
