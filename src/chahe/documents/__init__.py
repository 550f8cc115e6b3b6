"""Work papers and reports: built as values, written as docx, xlsx and pdf.

model     a document as data
record    what reports read: an inspection as it stood
tally     verdicts counted, and what may honestly be concluded
dates     days and instants as papers write them
reports/  one file a report: record to document
writers/  one file a format: document to bytes
"""
