"""Statistics against outside numbers and against a second, slower writing of them."""
