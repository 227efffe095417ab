"""Files given to be read: reports, and tables of areas whose columns are confirmed first."""
