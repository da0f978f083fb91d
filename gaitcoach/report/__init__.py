"""What is handed on of a run: the report as a page and as PDF, and files for other programs."""
