"""How fast it is: ratios, each measured in one run beside something that does the same work.

`make bench`; docs/how-to/measure.md says what each figure means.
"""
