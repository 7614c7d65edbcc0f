"""Wave keys, links and sealed boxes: the only cryptography."""
