"""The event: voting day, milestones, items; set up, shown and changed by admins."""
