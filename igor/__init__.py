"""Igor: a Jenkins-compatible control plane in Python."""

__version__ = "0.1.0"
