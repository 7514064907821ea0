"""What stands behind `dev.py`: Python's standard library only, because it runs before anything is installed."""
