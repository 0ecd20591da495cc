"""Exceptions from a ban on leave or travel: asked for, decided by the superior, listed."""
