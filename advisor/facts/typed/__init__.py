"""What a person types at a prompt or as an option, read as values; files keep their strict forms."""
