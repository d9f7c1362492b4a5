"""The model's side of drafting: chat completions of the `openai` package, streamed, from any server that speaks them.

`model.OpenAiModel(settings.from_variables(...), key)` is a `Model`; nothing is imported or connected before its first
question. Third-party errors end at `faults`; chunks become ours in `chunks`; `answer` hears a stream in a thread of its
own and `wire` can hang it up, so that whoever listens can give up at any moment. `resources` reads prompts and schema.
"""
