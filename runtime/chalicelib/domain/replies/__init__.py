"""Replies of a model, parsed while they stream in. Pure: text in, pieces and products out; no clock, no network.

`shape_of(stage, title)` gives the parser of a stage's form of reply, `Reply(shape)` wraps it for one reply:

    reply = Reply(shape_of(Stage.REFERENCE))
    pieces = reply.feed(chunk)          # for each chunk, cut anywhere: what to show now, by channel
    pieces = reply.think(chunk)         # for reasoning that the server sends apart
    pieces = reply.finish()             # what was held back
    found = reply.found(Finish.STOP)    # Code | Programs | JsonObject | Markdown, or Unusable with its reasons

| file | what it knows |
|---|---|
| tidy | line ends, byte order mark, characters cut in half |
| thinking | `<think>...</think>` before a reply |
| fences | Markdown fences and headings, without waiting for whole lines |
| code | one program: the longest fenced Python block |
| sections | several programs under `### <name> expect <VERDICT>` |
| json_object | one JSON object, fenced or with prose around it |
| statement | Markdown without its title and without a fence around the whole |

Programs are not compiled here, nor is anything else done with them: what a model wrote is run, and even parsed,
in the sandbox alone.
"""

from __future__ import annotations

from chalicelib.domain.replies.code import CodeReply
from chalicelib.domain.replies.json_object import JsonReply
from chalicelib.domain.replies.pieces import Shape
from chalicelib.domain.replies.sections import WrongReply
from chalicelib.domain.replies.statement import StatementReply
from chalicelib.domain.stages import Stage


def shape_of(stage: str, title: str = "") -> Shape:
    """A fresh parser for a reply of that stage; `title` is the problem's, which a statement may begin with."""
    if stage == Stage.SPEC:
        return JsonReply()
    if stage == Stage.WRONG:
        return WrongReply()
    if stage == Stage.STATEMENT:
        return StatementReply(title)
    return CodeReply()
