"""Expands a template as AWS does with `AWS::Serverless-*`: `expand_sam.py TEMPLATE EXPANDED`.

Runs under the interpreter of the embedded AWS, which has the translator: the translator wants other versions of
packages than the service runs with.
"""

import json
import sys
from pathlib import Path


def main(source: Path, target: Path) -> None:
    from samtranslator.parser.parser import Parser
    from samtranslator.translator.translator import Translator

    template = json.loads(source.read_text())
    # Ours all have roles of their own, so no managed policy is ever looked up.
    translator = Translator({}, Parser())
    target.write_text(json.dumps(translator.translate(template, parameter_values={})))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
