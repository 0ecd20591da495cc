"""What admins see of the bot itself: /audit, /sistem, /cadangkan."""
