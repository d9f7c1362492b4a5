"""What operators do on AWS from their own machine: `alpaco secrets`, `alpaco keys`, `alpaco budget`, `alpaco doctor --aws`."""
