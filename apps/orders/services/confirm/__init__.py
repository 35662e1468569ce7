"""The saga of a confirmation: hold, issue, capture; each step may be repeated.

A step commits before the next begins, and its row says which one was reached, so that a
retry or the sweeper goes on from there or undoes it.
"""
