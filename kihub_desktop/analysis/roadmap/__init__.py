"""One plan from many sources: order of the steps, their days, and what moves with what."""
