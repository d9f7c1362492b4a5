"""A scripted model provider: an OpenAI-compatible server that answers from recordings. See README.md."""
