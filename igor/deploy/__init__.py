"""Deploying: what is wanted, what is there, a plan that is the difference, and acting on it."""
