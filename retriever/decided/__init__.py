"""What a council decided on a subject: a dated list from the register of decisions and the passages that hold them."""
