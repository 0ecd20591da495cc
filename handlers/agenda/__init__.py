"""The calendar: entries, bans, reminders, and the prompts of the milestones."""
