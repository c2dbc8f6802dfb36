"""An agenda as text, as JSON and as a calendar."""
