"""Work papers and reports: built as values, written as docx, xlsx and pdf."""
