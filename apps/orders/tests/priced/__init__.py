"""A table of priced cases and the formulas that it was computed by.

inputs.csv: the cases. rates.csv: the prices of each sheet's zones. expected.csv: what each case
comes to, by the columns of formulas.py, which are a spreadsheet's and know nothing of
apps.orders.domain.pricing. `python -m apps.orders.tests.priced` writes expected.csv again.
"""
