"""The SQL plan: a playbook compiled to SQL, for reviews of very many states at once."""
