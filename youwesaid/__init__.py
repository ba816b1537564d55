"""You said, we did: plans, insights, the tracker, and the front door."""
