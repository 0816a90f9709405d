"""Settings: find the nearest file, check it, merge it over the rules' own values.

Rule file, then the nearest ``newslint.toml`` or ``[tool.newslint]`` in ``pyproject.toml``, then the
command line. Tables merge, lists replace; there is no cascade of files.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from newslint.article import WORD
from newslint.errors import NewslintError
from newslint.finders import detector_options
from newslint.model import SAFETIES, SEVERITIES
from newslint.places import is_file, is_folder
from newslint.rule import Rule, did_you_mean, line_of, load_rules, order, parse, rules_home

FILES = ("newslint.toml", "pyproject.toml")
DIALECTS = ("any", "american", "british")
#: What a rule's table may set besides its detector's options.
RULE_KEYS = {"severity": SEVERITIES, "fix": SAFETIES, "on": (True, False), "in_quotes": ("find", "unsafe", "ignore")}


class Config(NamedTuple):
    """Settings as given; :meth:`active` turns them into the rules that run."""

    #: Rules and families to run ("all" for every one); empty: all that are on by default.
    select: tuple[str, ...] = ()
    #: Rules and families to run besides.
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    #: Folders of rule files, relative to the settings file.
    packs: tuple[str, ...] = ()
    #: Words and names (each word of theirs) that no spelling rule may touch, in any case.
    allow: tuple[str, ...] = ()
    dialect: str = "any"
    #: Share of an article's prose that safe fixes may remove before they are withheld.
    max_removed: float = 0.5
    #: A file of template lines, as ``newslint corpus`` writes it, relative to the settings file.
    templates: str = ""
    #: glob -> rules and families ignored in the files it matches.
    per_file_ignores: Mapping[str, tuple[str, ...]] = {}
    #: The file of known findings, relative to the settings file; empty: none.
    baseline: str = ""
    #: rule -> its settings (severity, fix, on, in_quotes, detector options).
    rules: Mapping[str, Mapping[str, Any]] = {}
    #: The file the settings came from, if any.
    path: Path | None = None

    def active(self) -> list[Rule]:
        """The rules that run, with their settings merged in. Raises NewslintError on an unknown name."""
        known = self.known()
        self._check_names(known)
        return [rule for rule in map(self.merged, known) if self._selected(rule)]

    def known(self) -> list[Rule]:
        """Every rule there is, on or off: the built-in ones, then the packs'."""
        rules = list(_builtin())
        names = {rule.name: rule.path for rule in rules}
        base = self.path.parent if self.path else Path()
        for pack in self.packs:
            folder = base / pack
            if not is_folder(folder):
                raise self._error(f"pack '{pack}' is not a folder", "packs", pack)
            for rule in load_rules(folder, pack=True):
                if rule.name in names:
                    raise NewslintError(f"rule '{rule.name}' is also in {names[rule.name]}; rename one", rule.path)
                names[rule.name] = rule.path
                rules.append(rule)
        return sorted(rules, key=order)

    def merged(self, rule: Rule) -> Rule:
        """The rule with its own table of the settings merged over it."""
        table = self.rules.get(rule.name)
        if not table:
            return rule
        own = {k: v for k, v in table.items() if k in RULE_KEYS}
        options = {k: v for k, v in table.items() if k not in RULE_KEYS}
        known = detector_options(rule)
        for key in options.keys() - known:
            near = did_you_mean(key, known | RULE_KEYS.keys())
            raise self._error(f"rules.{rule.name}: there is no option '{key}'{near}", "rules", rule.name, key)
        return rule._replace(**own, options={**rule.options, **options})

    def shared(self) -> dict[str, Any]:
        """The settings that a detector may ask for by name."""
        templates = None
        if self.templates:
            from newslint.corpus.templates import read_templates

            templates = read_templates((self.path.parent if self.path else Path()) / self.templates)
        allow = frozenset(word for entry in self.allow for word in (entry.lower(), *WORD.findall(entry.lower())))
        return {"allow": allow, "dialect": self.dialect, "templates": templates}

    def _selected(self, rule: Rule) -> bool:
        chosen = _weight(rule, self.select) if self.select else 0 if rule.on else -1
        chosen = max(chosen, _weight(rule, self.extend_select))
        return chosen >= 0 and chosen > _weight(rule, self.ignore)

    def _check_names(self, known: Sequence[Rule]) -> None:
        rules = {rule.name for rule in known}
        families = {rule.family for rule in known}
        every = rules | families | {"all"}
        for key in ("select", "extend_select", "ignore"):
            for name in getattr(self, key):
                if name not in every:
                    raise self._error(
                        f"{key}: there is no rule or family '{name}'{did_you_mean(name, every)}", key, name
                    )
        for names in self.per_file_ignores.values():
            for name in names:
                if name not in every:
                    problem = f"per_file_ignores: there is no rule or family '{name}'{did_you_mean(name, every)}"
                    raise self._error(problem, "per_file_ignores", name)
        for name in self.rules:
            if name not in rules:
                raise self._error(f"there is no rule '{name}'{did_you_mean(name, rules)}", "rules", name)

    def _error(self, problem: str, *keys: str) -> NewslintError:
        if self.path is None:
            return NewslintError(problem)
        return NewslintError(problem, self.path, line_of(self.path.read_text(encoding="utf-8"), *keys))


def _weight(rule: Rule, selectors: Iterable[str]) -> int:
    """How closely the selectors name a rule: 2 by its name, 1 by its family, 0 by "all", -1 not."""
    weights = {rule.name: 2, rule.family: 1, "all": 0}
    return max((weights[s] for s in selectors if s in weights), default=-1)


@lru_cache(maxsize=1)
def _builtin() -> tuple[Rule, ...]:
    return tuple(load_rules(rules_home()))


def find_config(start: Path) -> Path | None:
    """The nearest settings file at or above ``start``; a pyproject.toml without our table is passed over."""
    for folder in (start, *start.parents):
        for name in FILES:
            path = folder / name
            if is_file(path) and (name != "pyproject.toml" or "[tool.newslint" in path.read_text(encoding="utf-8")):
                return path
    return None


def read_config(path: Path) -> Config:
    """The settings of one file. Raises NewslintError with the file and line of what is wrong."""
    try:
        source = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise NewslintError("no such settings file", path) from None
    except (OSError, UnicodeDecodeError) as error:
        raise NewslintError(f"settings cannot be read: {error}", path) from None
    data = parse(source, path)
    if path.name == "pyproject.toml":
        data = data.get("tool", {}).get("newslint", {})
    return config_from(data, path, source)


def as_config(settings: Config | Mapping[str, Any] | None) -> Config:
    """The settings that a caller from Python gives: a Config, or a table checked key by key."""
    return settings if isinstance(settings, Config) else config_from(settings or {})


def config_from(data: Mapping[str, Any], path: Path | None = None, source: str = "") -> Config:
    """Settings from a table, checked key by key."""
    values: dict[str, Any] = {}
    for key, value in data.items():
        problem, *inner = _rules_problem(value) if key == "rules" else (_problem(key, value),)
        if problem:
            raise NewslintError(problem, path or "", line_of(source, key, *inner))
        values[key] = tuple(value) if isinstance(value, list) else value
    return Config(**values, path=path)


def _problem(key: str, value: Any) -> str:
    """What is wrong with one setting; empty when nothing is."""
    if key in ("select", "extend_select", "ignore", "packs", "allow"):
        good = isinstance(value, (list, tuple)) and all(isinstance(v, str) for v in value)
        return "" if good else f"'{key}' must be a list of strings"
    if key == "dialect":
        return "" if value in DIALECTS else f"'dialect' must be one of {', '.join(DIALECTS)}"
    if key == "baseline":
        return "" if isinstance(value, str) else "'baseline' must be the name of a file"
    if key == "templates":
        return "" if isinstance(value, str) else "'templates' must be the name of a file"
    if key == "max_removed":
        good = isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= 1
        return "" if good else "'max_removed' must be a number from 0 to 1"
    if key == "per_file_ignores":
        good = isinstance(value, dict) and all(isinstance(v, list) for v in value.values())
        return "" if good else "'per_file_ignores' must map globs to lists of rules"
    return f"unknown setting '{key}'{did_you_mean(key, [f for f in Config._fields if f != 'path'])}"


def _rules_problem(value: Any) -> tuple[str, ...]:
    """What is wrong with the tables of rules, and the keys that lead there; an empty text when nothing is."""
    if not isinstance(value, dict) or not all(isinstance(table, dict) for table in value.values()):
        return ("'rules' must be tables, such as [rules.repeated-lede]",)
    for name, table in value.items():
        for key, allowed in RULE_KEYS.items():
            if key in table and table[key] not in allowed:
                return f"rules.{name}: '{key}' must be one of {', '.join(map(str, allowed))}", name, key
    return ("",)
