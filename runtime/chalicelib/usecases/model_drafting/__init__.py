"""Drafting with a model: the stages of a problem asked from a model over a stream, checked in form, and remembered.

    ModelDrafter.draft(job, stage, stream) -> Product | None        # a `Drafter`, like the one of template mode
    Rounds(journal).decide(job, round_, gates) -> Order | None      # after a verification: a repair, if there is one
    repairing.gates_of(report.gates), repairing.tests_failed(why)   # the gates to decide on

What happens in `draft`:

    journal.read          an accepted attempt since the stage was last asked for? then its product, at no cost
    prompting.messages    the stage's template, filled with what it may see; findings of gates; what was unusable
    stage_run             up to three attempts; each is written into the journal, however it ends
      asking              one attempt: transport retries (`stream.begin` again: "restarted"), capability ladder
        listening         one streamed answer: parsed (domain.replies), shown (voice), bounded (watch)
    products              the reply as artefact (spec, program, programs, Markdown) and as files of the package

| who decides | what |
|---|---|
| `journal` | append-only entries under `drafts/<draft>/journal/`; all state of a draft follows from them |
| `ladder` | strict JSON schema, JSON object, prompt only: learned per server and model |
| `watch` | deadline of stage and job, budget of the job, cancellation; checked between chunks and in every silence |
| `failures` | the end of each fault in the classes of the protocol |
| `settings` | all of it from `DRAFTING_...` variables |

A generation: `draft` every stage and `solver`, a third solution written from the spec alone, which a draft may do
without; verify what they made, then `decide` with the number of repair rounds so far. No order: the report's outcome is
final. An order: a `repair` frame with `order.round`, `order.gates`, `order.findings` (its keys are the artefacts),
`draft` each of `repairing.stages_of(order)` and `solver`, verify again. A stage that no order names answers from the
journal at no cost.
A person's wish is a job of its own on the same draft (`job.remake`): its first stage writes the wish into the journal.

Faults: `draft` raises GenerationFailed with class and retryability; JobEnded if the job was cancelled. Anything else
is a bug or an outage of ours, and running the stage again continues where it stopped. The model's server is behind
the port `Model`; `adapters.llm` has the one of the `openai` package, imported when the first question is asked.
"""
