"""One page under the lamp: every candidate, what was bound to it, what it became, and why."""
