"""The page with phones: static files without any outside resource."""
