"""Reading what others have written: tables, address cards, pictures; nothing of it is trusted."""
