"""What a person reads: tables and lines made from stored documents."""
