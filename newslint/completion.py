"""Shell completion, made from the command line's own description, so that it is never out of date."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

#: What a metavar stands for: an argument that the shell completes with paths.
PATHS = ("PATH", "FILE", "DIR")


class Flag(NamedTuple):
    """One flag of a command: its spellings, its help, the values it may take, what those stand for."""

    names: Sequence[str]
    help: str
    choices: Sequence[str]
    metavar: str


class Word(NamedTuple):
    """A command: its words (``("baseline", "create")``), help, flags and what may follow it."""

    path: tuple[str, ...]
    help: str
    flags: Sequence[Flag]
    follow: Sequence[str]
    takes_paths: bool


def words(parser: argparse.ArgumentParser, names: Sequence[str]) -> list[Word]:
    """Every command below a parser, itself first; ``names`` are the rules and families there are."""
    first, *rest = _words(parser, (), "", names)
    check = next(word for word in rest if word.path == ("check",))  # `newslint PATH…` is short for it
    return [first._replace(flags=(*first.flags, *check.flags[1:]), takes_paths=True), *rest]


def _words(parser: argparse.ArgumentParser, path: tuple[str, ...], text: str, names: Sequence[str]) -> Iterator[Word]:
    flags, follow, takes_paths, below = [], [], False, []
    for action in parser._actions:  # argparse has no public way to ask
        if isinstance(action, argparse._SubParsersAction):
            helps = {choice.dest: choice.help or "" for choice in action._choices_actions}
            follow += list(action.choices)
            below = [(sub, (*path, name), helps.get(name, "")) for name, sub in action.choices.items()]
        elif action.option_strings:
            flags.append(_flag(action, names))
        else:
            follow += [*(str(c) for c in action.choices or ()), *(names if action.metavar == "NAME" else ())]
            takes_paths |= action.metavar in PATHS
    yield Word(path, text, flags, follow, takes_paths)
    for sub, its_path, its_text in below:
        yield from _words(sub, its_path, its_text, names)


def _flag(action: argparse.Action, names: Sequence[str]) -> Flag:
    metavar = "" if action.nargs == 0 else str(action.metavar or "VALUE")
    choices = names if metavar == "NAME" else [str(c) for c in action.choices or ()]
    return Flag(action.option_strings, (action.help or "").replace("%%", "%"), choices, metavar)


def bash(commands: Sequence[Word]) -> Iterator[str]:
    """A completion function for bash 3.2 and later."""
    yield "_newslint() {"
    yield '  local word path="" cur="${COMP_WORDS[COMP_CWORD]}" prev="${COMP_WORDS[COMP_CWORD-1]}"'
    yield '  [[ $cur == "=" ]] && cur=""; [[ $prev == "=" ]] && prev="${COMP_WORDS[COMP_CWORD-2]}"'
    yield '  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do case "$path $word" in'
    paths = "|".join(f"'{_path(word)}'" for word in commands[1:])
    yield f'    {paths}) path="$path $word" ;;'
    yield "  esac; done"
    yield "  COMPREPLY=()"
    yield '  case "$path:$prev" in'
    for word in commands:
        for flag in (f for f in word.flags if f.metavar):
            patterns = "|".join(f"'{_path(word)}:{name}'" for name in flag.names)
            action = "-f" if flag.metavar in PATHS else f"-W '{' '.join(flag.choices)}'"
            yield f'    {patterns}) COMPREPLY=($(compgen {action} -- "$cur")); return ;;'
    yield "  esac"
    yield '  case "$path" in'
    for word in commands:
        flags = " ".join(name for flag in word.flags for name in flag.names)
        yield f"    '{_path(word)}')"
        yield f"      if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W '{flags}' -- \"$cur\"))"
        files = " -f" if word.takes_paths else ""
        yield f"      else COMPREPLY=($(compgen{files} -W '{' '.join(word.follow)}' -- \"$cur\")); fi ;;"
    yield "  esac"
    yield "}"
    yield "complete -o filenames -o bashdefault -F _newslint newslint"


def _path(word: Word) -> str:
    return " ".join(("", *word.path))


def zsh(commands: Sequence[Word]) -> Iterator[str]:
    """A completion function for zsh: save it as ``_newslint`` in a folder of ``$fpath``, or source it."""
    yield "#compdef newslint"
    for word in reversed(commands):
        yield from _zsh_function(word, [w for w in commands if w.path[:-1] == word.path and w.path])
    yield 'if [[ $funcstack[1] == _newslint ]]; then _newslint "$@"; else compdef _newslint newslint; fi'


def _zsh_function(word: Word, below: Sequence[Word]) -> Iterator[str]:
    yield f"{_name(word)}() {{"
    yield "  local line state"
    yield "  _arguments -s -C \\"
    for flag in word.flags:
        value = f":{flag.metavar}:{_zsh_values(flag)}" if flag.metavar else ""
        for name in flag.names:
            equals = "=" if value and name.startswith("--") else ""
            yield f"    '*{name}{equals}[{_zsh(flag.help)}]{value}' \\"
    if not below:
        follow = f"({' '.join(word.follow)})" if word.follow else "_files" if word.takes_paths else ""
        yield f"    '*::argument:{follow}'"
        yield "}"
        return
    yield "    '1: :->command' '*:: :->rest'"
    yield "  case $state in"
    named = " ".join(f"'{w.path[-1]}:{_zsh(w.help)}'" for w in below)
    files = "; _files" if word.takes_paths else ""
    yield f"    command) local -a commands; commands=({named}); _describe command commands{files} ;;"
    yield "    rest) case $line[1] in"
    yield from (f"      {w.path[-1]}) {_name(w)} ;;" for w in below)
    yield "      *) _files ;;"
    yield "    esac ;;"
    yield "  esac"
    yield "}"


def _name(word: Word) -> str:
    return "_".join(("_newslint", *word.path))


def _zsh(text: str) -> str:
    """Help as zsh takes it inside single quotes and brackets."""
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]").replace(":", "\\:").replace("'", "'\\''")


def _zsh_values(flag: Flag) -> str:
    return f"({' '.join(flag.choices)})" if flag.choices else "_files" if flag.metavar in PATHS else ""


def fish(commands: Sequence[Word]) -> Iterator[str]:
    """Completions for fish."""
    yield "complete -c newslint -f"
    for word in commands:
        here = _fish_condition(word, commands)
        for sub in (w for w in commands if w.path and w.path[:-1] == word.path):
            yield f"complete -c newslint -n '{here}' -a {sub.path[-1]} -d '{_fish(sub.help)}'"
        if word.takes_paths:
            yield f"complete -c newslint -n '{here}' -F"
        elif word.follow and not any(w.path[:-1] == word.path for w in commands if w.path):
            yield f"complete -c newslint -n '{here}' -a '{' '.join(word.follow)}'"
        for flag in word.flags:
            yield f"complete -c newslint -n '{here}' {_fish_flag(flag)} -d '{_fish(flag.help)}'"


def _fish_condition(word: Word, commands: Sequence[Word]) -> str:
    """Whether the line has the words of a command, and none that goes on from it."""
    seen = [f"__fish_seen_subcommand_from {part}" for part in word.path]
    further = [w.path[-1] for w in commands if w.path and w.path[:-1] == word.path]
    if further:
        seen.append(f"not __fish_seen_subcommand_from {' '.join(further)}")
    return "; and ".join(seen)


def _fish_flag(flag: Flag) -> str:
    parts = [f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in flag.names]
    if flag.choices:
        parts.append(f"-x -a '{' '.join(flag.choices)}'")
    elif flag.metavar:
        parts.append("-r -F" if flag.metavar in PATHS else "-x")
    return " ".join(parts)


def _fish(text: str) -> str:
    return text.replace("\\", "\\\\").replace("'", "\\'")


SHELLS: dict[str, Callable[[Sequence[Word]], Iterator[str]]] = {"bash": bash, "fish": fish, "zsh": zsh}
