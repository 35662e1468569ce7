"""From gross to net: IVA, withholdings, deductions."""
