"""The live window: it pulls what the session knows and paints it. The only room with widgets."""
