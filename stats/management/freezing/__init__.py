"""The public site of one release as files: asked for in this process, changed where only a server could
answer, and written whole."""
