"""`advisor test`: scenarios run, and the rules held to them."""
