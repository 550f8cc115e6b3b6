"""Tell people what is due, on the site and by mail, before, on and after the day.

`sources/` says what is due, `told.py` who is told of which stage, `actions/reminding.py` keeps it,
`actions/composing.py` and `actions/sending.py` mail it: one letter a person a day.
"""
