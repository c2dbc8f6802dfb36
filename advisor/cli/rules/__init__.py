"""`advisor rules`: rules listed, shown, drawn, documented, and begun."""
