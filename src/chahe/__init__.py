"""Cybersecurity inspections of securities firms, from regulation to sealed pack.

    discover    find the members of a folder
    deadlines   民國 dates, periods, working days, statutory clocks
    ledger      append-only Merkle log and packs that anyone can verify offline
    workflow    verdicts and states, and who may move them
    sampling    how many, which, and what a sample can and cannot prove
    rulebook    regulation as data: dated, cited, scoped by firm facts
    official    official documents read as trees of rules
    readers     one file a foreign format: bytes to a tidy table
    standards   OSCAL and CISO Assistant: rulebooks in the formats others use
    checks      one file a control test: tables to a verdict, pure
    documents   work papers and reports: docx, xlsx, pdf
    web         Django: the only part that knows a database or a browser
    cli         the command line

Each line may import only the lines above it (`pyproject.toml`, contract "map").
"""
