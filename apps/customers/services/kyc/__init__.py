"""KYC: documents in, a decision out."""
