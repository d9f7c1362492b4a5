"""`alpaco bench gates`: how many planted defects the gates catch, and how many clean packages they leave alone."""
