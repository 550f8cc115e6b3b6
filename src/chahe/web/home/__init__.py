"""首頁: what is due, overdue and waiting."""
