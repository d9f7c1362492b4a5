"""The worker: takes jobs from the queue, calls the engine, reports back."""
