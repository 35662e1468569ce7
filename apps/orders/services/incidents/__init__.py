"""Incidents: reported from the field or by operators, answered, resolved."""
