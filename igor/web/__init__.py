"""Pages for people: server-rendered, working without scripts, kept fresh by small ones."""
