"""The same 24 rules in several engines: equal answers, and what each takes for them."""
