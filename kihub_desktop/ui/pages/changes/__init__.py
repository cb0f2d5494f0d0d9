"""The latest changes of everybody, and the recycle bin."""
