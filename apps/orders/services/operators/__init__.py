"""Asking operators, and looking after how they are reached."""
