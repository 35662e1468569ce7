"""The main job on real input: a merchant's day, through HTTP alone."""
