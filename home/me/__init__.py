"""`/me/`: what concerns the signed-in resident, her household and her display settings."""
