"""/siaran: audience, content, preview, a second admin where needed, a bar that moves, lists."""
