"""Reports of one area and year: the tables that the year's layout expects, found in text of any shape."""
