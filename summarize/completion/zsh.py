"""The script for zsh."""

from __future__ import annotations

from collections.abc import Mapping
from shlex import quote

from .words import Command, Option, Value

__all__ = ["zsh_script"]

_SCRIPT = """\
#compdef summarize
# Completes `summarize` in zsh; written by `summarize completion zsh`.

_summarize_prompts() {
  local -a prompts=(prompts/*@*.md(N:t:r))
  _alternative 'prompts:prompt:compadd -a prompts' 'files:file:_files -g "*.(md|json|jsonl)"'
}

_summarize_cases() {
  local -a cases=(seeds/*.txt(N:t:r))
  _wanted cases expl case compadd -a cases
}

_summarize() {
  local command= expl
  local -i given=0
  if (( CURRENT > 2 )); then
    case $words[2] in
      (@COMMANDS@) command=$words[2] given=1 ;;
    esac
  fi
  if (( CURRENT > 3 )); then
    case "$words[2] $words[3]" in
      (@ACTIONS@) command="$words[2] $words[3]" given=2 ;;
    esac
  fi
  if (( given )); then
    words=("summarize ${command}" "${(@)words[given+2,-1]}")
    (( CURRENT -= given ))
  fi
  case $command in
@CASES@
  esac
}

@BELOW@

if [[ $funcstack[1] == _summarize ]]; then
  _summarize "$@"
else
  compdef _summarize summarize
fi
"""


def zsh_script(commands: Mapping[str, Command]) -> str:
    """The script, as a file of $fpath or to be sourced."""
    names = [name for name in commands if name and " " not in name]
    actions = [name.replace(" ", "\\ ") for name in commands if " " in name]
    cases = [_case(name, command) for name, command in commands.items()]
    below = [_below(command) for command in commands.values() if command.below]
    return (
        _SCRIPT.replace("@COMMANDS@", "|".join([*names, "help"]))
        .replace("@ACTIONS@", "|".join(actions))
        .replace("@CASES@", "\n".join([*cases, "    (help) _summarize_commands ;;"]))
        .replace("@BELOW@", "\n\n".join(below))
    )


def _case(name: str, command: Command) -> str:
    specs = [_spec(option) for option in command.options]
    if not name:
        first = """'1: :{ _alternative "commands: :_summarize_commands" "files: :_files" }'"""
        specs += [first, "'*:file:_files'"]
    elif command.below:
        specs.append(f"'1: :{_function(command)}'")
    elif command.takes is not None:
        specs.append(quote(f"*:{command.takes.name}:{_action(command.takes)}"))
    lines = " \\\n        ".join(specs)
    return f"    ({quote(name)})\n      _arguments -s -S \\\n        {lines}\n      ;;"


def _spec(option: Option) -> str:
    about = option.about.replace("[", "(").replace("]", ")").replace(":", "\\:")
    value = option.value
    taken = "" if value is None else f":{value.name}:{_action(value)}"
    others = f"({' '.join(option.names)})"
    if option.repeatable:
        others = "*"
    elif option.names[-1] in ("--help", "--version"):
        others = "(- *)"
    return " ".join(
        quote(f"{others}{_spelled(name, value)}[{about}]{taken}") for name in option.names
    )


def _spelled(name: str, value: Value | None) -> str:
    """With the mark that lets a value stand behind the name without a blank, too."""
    if value is None:
        return name
    return f"{name}=" if name.startswith("--") else f"{name}+"


def _action(value: Value) -> str:
    actions = {
        "file": "_files",
        "directory": "_files -/",
        "prompt": "_summarize_prompts",
        "case": "_summarize_cases",
        "words": f"({' '.join(value.words)})",
        "anything": "",
    }
    return actions[value.kind] or " "


def _function(command: Command) -> str:
    return "_".join(["_summarize", *command.words, "commands"])


def _below(command: Command) -> str:
    said = [quote(f"{name}:{about}") for name, about in command.below]
    lines = "\n    ".join(said)
    name = " ".join(["summarize", *command.words])
    return (
        f"{_function(command)}() {{\n  local -a below=(\n    {lines}\n  )\n"
        f"  _describe -t commands '{name} command' below\n}}"
    )
