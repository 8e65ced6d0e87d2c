"""The watch of law: visas of texts that stay in use, checked again as the law changes."""
