"""What is archived, opened with replay tools by others."""
