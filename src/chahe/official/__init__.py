"""Official documents, read: bytes to blocks, blocks to a tree of rules.

model      what a document is before (`Line`, `Table`) and after (`OfficialText`) it is understood
formats/   one file a file format: bytes to blocks
layouts/   one file a way of laying out rules: blocks to editions

Nothing is dropped in silence: every non-blank line ends in the tree or in `unplaced`.
"""
