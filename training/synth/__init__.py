"""Drawn runners with a pelvis that is known exactly: what the pelvis network learns from."""
