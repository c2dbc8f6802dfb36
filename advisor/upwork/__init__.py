"""What is known of the platform alone: its exports."""
