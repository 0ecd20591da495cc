"""Who serves where: looking people up, inviting, replacing, revoking, reporter and deputy."""
