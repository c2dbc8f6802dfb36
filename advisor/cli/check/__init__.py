"""`advisor check`: whether a playbook is sound, once or whenever a file is saved."""
