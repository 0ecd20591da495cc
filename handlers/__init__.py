"""Conversations: what a person sees. No network, no sleeping, no heavy work."""
