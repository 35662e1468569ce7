"""What an operator is asked, what it answers, and how it fails: no network here."""
