"""Residents' views of the booking room."""
