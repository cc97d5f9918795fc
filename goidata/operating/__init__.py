"""What whoever runs a server for others sets, and what is written down for him."""
