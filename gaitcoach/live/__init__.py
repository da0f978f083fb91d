"""Joins the stages with threads (`LiveSession`) or without (`Replay`). No Qt."""
