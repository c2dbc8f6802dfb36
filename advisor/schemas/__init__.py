"""JSON Schemas for editors, made from a playbook: what may stand in its files, in states and in scenarios."""
