"""What a consultation is: frozen dataclasses, enums and rules; standard library only."""
