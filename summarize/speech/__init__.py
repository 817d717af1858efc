"""Who says what in an article: reporting verbs, sources, speakers and their words, by rules and word lists.

The embedded engine takes its speakers from here, and the checks learn whose words a sentence reports.
"""
