"""The pages that every page leads to, whatever it is about; routes of some apps alone name them."""

AROUND = ("rulebook", "crosswalk", "search", "search_typed")
