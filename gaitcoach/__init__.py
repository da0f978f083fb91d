"""gaitcoach: live measurement and coaching of hip drop in running, from one camera."""

__version__ = "0.1.0"
