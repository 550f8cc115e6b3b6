"""搜尋: words found in rules, official text and findings."""
