"""Stage 1, camera to `Frame`: sources, the capture thread and the slot it fills."""
