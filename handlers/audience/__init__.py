"""Choosing who something is for: by buttons or typed, never beyond what somebody may address."""
