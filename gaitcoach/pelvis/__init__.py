"""(Frame, Pose) -> PelvisAngle: every way to measure the pelvis, behind one protocol."""
