"""What a parcel's money does: who collected it, what is taken of it, what the law says."""
