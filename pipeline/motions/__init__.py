"""Papers across meetings: what the minutes say beside what the city's council information system says."""
