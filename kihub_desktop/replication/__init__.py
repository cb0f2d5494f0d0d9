"""What laptop, hub and stick share: operations, clock, merge rules, fold, log tables, wire."""
