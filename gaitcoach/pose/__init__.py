"""Frame -> Pose. The only room that knows MediaPipe."""
