"""Prompt regression: record answers once, keep them in git, and check every change offline.

`project` says where prompts, cases and recordings lie; `cases` what is expected and `expectations`
and `invariants` whether an answer keeps it; `plan` and `record` ask models; `survey`, `differences`
and `stale` find what no longer fits and why; `replay` and `check` judge the rest, `checkup` all of
it; `baseline` and `accept` keep what was accepted; `report`, `junit` and `github` show it.
"""
