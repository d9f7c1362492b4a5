"""The code of the service that runs in Lambda; `protocol` is shared with the runners."""
