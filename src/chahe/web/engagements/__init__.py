"""A CPA's engagement: limited in time, from the programme's rows to the assessment report."""
