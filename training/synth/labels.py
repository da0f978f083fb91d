"""The columns of a sample's label."""

LABELS = (
    "roll_deg",
    "yaw_deg",
    "left_x",
    "left_y",
    "right_x",
    "right_y",
    "behind",
    "crop_turn_deg",
)
"""Picture terms: roll + = the hip on the picture's left lies higher, relative to the crop;
left and right mean the picture's; points in crop sides from the centre."""
