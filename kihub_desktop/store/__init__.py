"""The workspace folder: encrypted file, key slots, reads, unit of work, copies, upgrade."""
