"""Site-wide pages: those that bring several apps together, or belong to none."""
