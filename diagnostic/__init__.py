"""What is answered, and what it means."""
