"""Results as text: for a terminal, as Markdown."""
