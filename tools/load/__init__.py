"""`make load`: how fast the service answers on this machine, beside itself with a worker that answers at once."""
