"""Labels in the formats that printers and people take."""
