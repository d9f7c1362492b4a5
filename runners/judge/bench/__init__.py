"""`alpaco bench`: what a run costs here, beside a bare spawn and the other sandboxes that this machine has."""
