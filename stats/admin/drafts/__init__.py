"""The form of a report: typed as printed, checked as it is typed, published on purpose."""
