"""The script for bash, 3.2 and later."""

from __future__ import annotations

from collections.abc import Mapping
from shlex import quote

from .words import Command, Value

__all__ = ["bash_script"]

_SCRIPT = """\
# Completes `summarize` in bash; written by `summarize completion bash`.

_summarize_prompts() {
  local file
  for file in prompts/*@*.md; do
    [[ -e $file ]] && file=${file##*/} && echo "${file%.md}"
  done
}

_summarize_cases() {
  local file
  for file in seeds/*.txt; do
    [[ -e $file ]] && file=${file##*/} && echo "${file%.txt}"
  done
}

_summarize() {
  local line word before command= options= words= files= file broken
  # bash takes article@2 and --format=json for several words; they are one here.
  line=${COMP_LINE:0:COMP_POINT}
  word=${line##*[[:space:]]}
  line=${line%"$word"}
  line=${line%"${line##*[![:space:]]}"}
  before=${line##*[[:space:]]}
  COMPREPLY=()

  if (( COMP_CWORD > 1 )); then
    case ${COMP_WORDS[1]} in
      @COMMANDS@) command=${COMP_WORDS[1]} ;;
    esac
  fi
  if (( COMP_CWORD > 2 )); then
    case "${COMP_WORDS[1]} ${COMP_WORDS[2]}" in
      @ACTIONS@) command="${COMP_WORDS[1]} ${COMP_WORDS[2]}" ;;
    esac
  fi

  case $command in
@CASES@
  esac

  if [[ $word == --*=* ]]; then
    before=${word%%=*}
    word=${word#*=}
  fi
  case "$command $before" in
@VALUES@
    *)
      if [[ $word == -* ]]; then
        words=$options files=
      fi
      ;;
  esac
  [[ $words == *@prompts@* ]] && words=${words/@prompts@/$(_summarize_prompts)}
  [[ $words == *@cases@* ]] && words=${words/@cases@/$(_summarize_cases)}

  while IFS= read -r file; do
    COMPREPLY+=("$file")
  done < <(compgen -W "$words" -- "$word")
  if [[ $files == directories ]]; then
    compopt -o filenames 2>/dev/null
    while IFS= read -r file; do
      COMPREPLY+=("$file")
    done < <(compgen -d -- "$word")
  elif [[ -n $files && ${#COMPREPLY[@]} -gt 0 ]]; then
    # Words and files: a file with the name of a word is meant by ./name.
    while IFS= read -r file; do
      if [[ " $(echo $words) " != *" $file "* ]]; then
        [[ -d $file ]] && file+=/
        printf -v file %q "$file"
        COMPREPLY+=("$file")
      fi
    done < <(compgen -f -- "$word")
    if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == */ ]]; then
      compopt -o nospace 2>/dev/null
    fi
  elif [[ -z $files ]]; then
    compopt +o default 2>/dev/null
  fi  # else bash completes file names by itself

  # bash wants only what is behind the last character that breaks words.
  broken=${word%"${word##*[@:=]}"}
  if [[ -n $broken && $COMP_WORDBREAKS == *[@:=]* ]]; then
    COMPREPLY=("${COMPREPLY[@]#"$broken"}")
  fi
}

complete -o default -F _summarize summarize
"""


def bash_script(commands: Mapping[str, Command]) -> str:
    """The script; options are words of a command, files are left to bash."""
    below = " ".join(each for each, _ in commands[""].below if each != "help")
    names = [name for name in commands if name and " " not in name]
    actions = [quote(name) for name in commands if " " in name]
    cases = [line for name, command in commands.items() for line in _case(name, command)]
    values = [line for name, command in commands.items() for line in _values(name, command)]
    return (
        _SCRIPT.replace("@COMMANDS@", "|".join([*names, "help"]))
        .replace("@ACTIONS@", "|".join(actions))
        .replace("@CASES@", "\n".join([*cases, f"    help) words={quote(below)} ;;"]))
        .replace("@VALUES@", "\n".join(values))
    )


def _case(name: str, command: Command) -> list[str]:
    options = " ".join(each for option in command.options for each in option.names)
    below = " ".join(each for each, _ in command.below)
    words, files = _offered(command.takes)
    if not name:
        first = f"(( COMP_CWORD == 1 )) && words={quote(below)}"
        return [f"    '') options={quote(options)} {files}", f"      {first}", "      ;;"]
    if below:
        words = f"words={quote(below)}"
    return [f"    {quote(name)}) options={quote(options)} {words} {files} ;;"]


def _values(name: str, command: Command) -> list[str]:
    lines = []
    for option in command.options:
        if option.value is not None:
            pattern = "|".join(quote(f"{name} {each}") for each in option.names)
            lines.append(f"    {pattern}) {' '.join(_offered(option.value))} ;;")
    return lines


def _offered(value: Value | None) -> tuple[str, str]:
    """Assignments of the words and of the files that can stand in a place."""
    if value is None or value.kind == "anything":
        return "words=", "files="
    if value.kind == "words":
        return f"words={quote(' '.join(value.words))}", "files="
    if value.kind == "case":
        return "words=@cases@", "files="
    if value.kind == "directory":
        return "words=", "files=directories"
    return ("words=@prompts@" if value.kind == "prompt" else "words="), "files=yes"
