"""Cue -> sound: phrases as WAV files, and the speakers that play them."""
