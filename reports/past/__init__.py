"""What a report says of the quarters before: moved since, line by line, gap by gap."""
