"""From what was earned to what is paid."""
