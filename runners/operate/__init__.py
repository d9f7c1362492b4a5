"""What operators do on AWS from their own machine: `alpaco secrets`, `alpaco doctor --aws`."""
