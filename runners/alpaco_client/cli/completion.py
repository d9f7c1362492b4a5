"""`alpaco completion`: a script for the shell, made from the parser, so it never lags behind it."""

from __future__ import annotations

import argparse
from collections.abc import Mapping

from judge.cli.main import Arguments, parser_of_commands

BASH = """_alpaco() {{
    local words="{commands}" cur="${{COMP_WORDS[COMP_CWORD]}}"
    if [ "$COMP_CWORD" -gt 1 ]; then
        case "${{COMP_WORDS[1]}}" in
{cases}
        *) words="" ;;
        esac
        case "$cur" in -*) ;; *) COMPREPLY=(); return ;; esac
    fi
    COMPREPLY=($(compgen -W "$words" -- "$cur"))
}}
complete -o default -F _alpaco alpaco
"""
ZSH = "autoload -U +X bashcompinit && bashcompinit\n"


def run(arguments: Arguments) -> int:
    commands = options_by_command(parser_of_commands())
    print({"bash": bash, "zsh": zsh, "fish": fish}[arguments.shell](commands), end="")
    return 0


def options_by_command(parser: argparse.ArgumentParser) -> dict[str, list[str]]:
    """The long options of every command."""
    actions = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    return {name: sorted(_options(command)) for action in actions for name, command in action.choices.items()}


def _options(command: argparse.ArgumentParser) -> list[str]:
    return [option for action in command._actions for option in action.option_strings if option.startswith("--")]


def bash(commands: Mapping[str, list[str]]) -> str:
    cases = "\n".join(f'        {name}) words="{" ".join(options)}" ;;' for name, options in commands.items())
    return BASH.format(commands=" ".join(commands), cases=cases)


def zsh(commands: Mapping[str, list[str]]) -> str:
    return ZSH + bash(commands)


def fish(commands: Mapping[str, list[str]]) -> str:
    lines = [f"complete -c alpaco -n __fish_use_subcommand -a {name}" for name in commands]
    for name, options in commands.items():
        lines += [f"complete -c alpaco -n '__fish_seen_subcommand_from {name}' -l {opt[2:]}" for opt in options]
    return "\n".join(lines) + "\n"
