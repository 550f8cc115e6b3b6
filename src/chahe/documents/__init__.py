"""Work papers and reports: built as values, written as docx, xlsx and pdf.

model         a document as data
record        what reports read: an inspection as it stood
work_record   … and how each working paper came to its result
plan          what the annual plan reads
follow_up     what the follow-up report reads
assessment    what the CPA's assessment report reads
opinion       what a CPA may say, given the results
tally         verdicts counted, and what may honestly be concluded
finding_parts a finding written out
comparison    修訂對照表 of two editions
dates         days and instants as papers write them
reports/      one file a report: an inspection's record to document
papers/       one file a paper: a record of its own to document
writers/      one file a format: document to bytes
oscal/        one file an export: an inspection's record to OSCAL
signing/      PAdES signatures of the PDFs, by a person's own certificate
"""
