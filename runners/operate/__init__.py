"""What operators do on AWS from their own machine: `alpaco secrets`, `keys`, `budget`, `trace`, `doctor --aws`."""
