"""Every entry in every language, in Easy Read, in British Sign Language, aloud and on paper."""
