"""Where plugins come from in, a `Registry` of their rules out: what could not be loaded is named, the rest is there.

Plugins come from three places: bundled with exceltools and installed packages (both by entry points of the group
`exceltools`), and a folder that the user names. Never from beside the returned files. Each plugin is loaded by a plugin
manager of its own, so that none can disturb another; pluggy is used here and in `rules` alone.
"""

from __future__ import annotations

import hashlib
import importlib
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.machinery import ModuleSpec
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec, module_from_spec
from itertools import islice
from pathlib import Path
from types import ModuleType

import pluggy

from exceltools import __version__, catalogue, rules
from exceltools.definition import Definition
from exceltools.engine import declarations
from exceltools.engine.containment import contained
from exceltools.engine.isolation import Nonsense, attempt
from exceltools.engine.patience import patience
from exceltools.errors import PluginError, UsageError
from exceltools.issues import core_issue
from exceltools.model import Declaration, Issue, PluginRun
from exceltools.rules import Rule, Sheet
from exceltools.wording import listed, origin_in_words

GROUP = "exceltools"
BUNDLED = "bundled"
_RULES, _SHEETS = rules.exceltools_rules.__name__, rules.exceltools_sheets.__name__
_NO_PLUGINS = ("tests", "conftest", "setup", "noxfile", "docs", "build", "dist")  # what else lies in a project's folder
_LOADING = 30.0  # seconds that a plugin may take to load
_MOST_RULES, _MOST_SHEETS = 1000, 20  # of one plugin; a hook that yields for ever must end


@dataclass(frozen=True, slots=True)
class Plugin:
    """A plugin as it was found: its sound rules, and what kept it from being loaded whole."""

    name: str
    version: str
    origin: str  # "bundled", "entry point: DIST VERSION", "folder: NAME.py"
    rules: tuple[Rule, ...] = ()
    fault: str = ""  # a Swedish clause; empty where all is well
    printed: str = ""  # what it printed while it was loaded
    sheets: tuple[Sheet, ...] = ()  # that it adds to the consolidated workbook
    path: Path | None = None  # its file, or the folder of its package

    @property
    def hash(self) -> str:
        """Tell one state of the plugin's code from another: twelve signs, empty where there is no code to be found."""
        if self.path is None or not self.path.exists():
            return ""
        files = [self.path] if self.path.is_file() else sorted(self.path.rglob("*.py"))
        digest = hashlib.sha256()
        for file in files:
            digest.update(file.relative_to(self.path.parent).as_posix().encode("utf-8", "surrogatepass"))
            digest.update(file.read_bytes())
        return digest.hexdigest()[:12]


@dataclass(frozen=True)
class Registry:
    """The plugins of a run, and their rules."""

    plugins: tuple[Plugin, ...]

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """All sound rules, sorted by code."""
        return tuple(sorted((rule for plugin in self.plugins for rule in plugin.rules), key=lambda rule: rule.code))

    @property
    def runs(self) -> tuple[PluginRun, ...]:
        """The plugins as the report names them, as far as loading tells."""
        return tuple(
            PluginRun(plugin.name, plugin.version, plugin.origin, "failed" if plugin.fault else "ran")
            for plugin in self.plugins
        )

    @property
    def complete(self) -> bool:
        """Tell whether every plugin that should be here is: only then is a code that nobody has a mistake."""
        return any(plugin.origin == BUNDLED for plugin in self.plugins) and not any(p.fault for p in self.plugins)

    def owner(self, code: str) -> Plugin:
        """Find the plugin that a rule belongs to; KeyError where no plugin has the code."""
        return self._owners[code]

    def declarations(self) -> dict[str, Declaration]:
        """Give what is known of every rule, the core's and the plugins', by code."""
        every: list[Declaration] = [*catalogue.core_rules().values(), *self.rules]
        return {declared.code: declared for declared in sorted(every, key=lambda declared: declared.code)}

    def issues(self, definition: Definition) -> list[Issue]:
        """Say what could not be loaded."""
        found = [
            core_issue(
                catalogue.PLUGIN_NOT_LOADED,
                definition,
                {"plugin": plugin.name, "reason": plugin.fault},
                about=plugin.name,
            )
            for plugin in self.plugins
            if plugin.fault
        ]
        found += [
            core_issue(
                catalogue.PLUGIN_PRINTS,
                definition,
                {"who": f"Insticksprogrammet {plugin.name}", "text": plugin.printed},
                about=plugin.name,
            )
            for plugin in self.plugins
            if plugin.printed
        ]
        if not any(plugin.origin == BUNDLED for plugin in self.plugins):
            found.append(core_issue(catalogue.PLUGINS_MISSING, definition))
        return found

    @cached_property
    def _owners(self) -> dict[str, Plugin]:
        return {rule.code: plugin for plugin in self.plugins for rule in plugin.rules}


def load(plugins_dir: Path | None = None) -> Registry:
    """Load all plugins.

    Args:
        plugins_dir: a folder of .py files or packages, each a plugin; names that begin with _ are theirs to share.

    Raises:
        UsageError: the folder is not there or holds no plugin.
        PluginError: two plugins claim the same code.
    """
    plugins = [*_installed(), *(_from_folder(plugins_dir) if plugins_dir else ())]
    _check_owners(plugins)
    return Registry(tuple(plugins))


def of_module(module: ModuleType) -> Plugin:
    """Load a plugin that has been imported already."""
    return _load(module.__name__, "", "", lambda: module)


def of_path(path: Path) -> list[Plugin]:
    """Load the plugins of a folder, a package or a single .py file, and nothing else.

    Raises:
        UsageError: there is nothing, or no plugin.
    """
    path = path.resolve()
    if path.is_file() and path.suffix == ".py":
        return [_load_path(path, mount(path.parent))]
    return _from_folder(path)


def _installed() -> list[Plugin]:
    """Load what entry points name: the bundled ones first, then by name."""
    found = {(point.name, point.value): point for point in entry_points(group=GROUP)}
    plugins = [
        replace(_load(point.name, _dist_version(point), _origin(point), point.load), path=_place(point.module))
        for _, point in sorted(found.items())
    ]
    return sorted(plugins, key=lambda plugin: plugin.origin != BUNDLED)


def _place(module: str) -> Path | None:
    """Find a module's file, or its folder where it is a package; a part of a package stands for the whole."""
    try:
        spec = find_spec(module.partition(".")[0])
    except (ImportError, ValueError):
        return None
    if spec is None or spec.origin is None:
        return None
    return Path(spec.origin).parent if spec.submodule_search_locations else Path(spec.origin)


def _origin(point: EntryPoint) -> str:
    if point.dist is None:
        return "entry point"
    return BUNDLED if point.dist.name == GROUP else f"entry point: {point.dist.name} {point.dist.version}"


def _dist_version(point: EntryPoint) -> str:
    return __version__ if point.dist is None or point.dist.name == GROUP else point.dist.version


def _from_folder(folder: Path) -> list[Plugin]:
    folder = folder.resolve()
    if not folder.is_dir():
        raise UsageError(f"Mappen {folder} med insticksprogram finns inte.")
    if (folder / "pyproject.toml").exists() and (folder / "src").is_dir():
        folder /= "src"
    if (folder / "__init__.py").exists():  # the folder is a plugin, not a folder of plugins
        package, paths = mount(folder.parent), [folder]
    else:
        package, paths = mount(folder), sorted(filter(_is_plugin, folder.iterdir()))
    if not paths:
        raise UsageError(f"Mappen {folder} innehåller inga insticksprogram: varken .py-filer eller Pythonpaket.")
    return [_load_path(path, package) for path in paths]


def _is_plugin(path: Path) -> bool:
    if path.name.startswith(("_", ".", "test_")) or path.stem in _NO_PLUGINS:
        return False
    return path.suffix == ".py" or (path.is_dir() and any(path.glob("*.py")))


def _load_path(path: Path, package: str) -> Plugin:
    def get() -> object:
        if path.is_dir() and not (path / "__init__.py").exists():
            raise Nonsense("mappen saknar filen __init__.py")
        with _without_bytecode():
            return importlib.import_module(f"{package}.{path.stem}")

    return replace(_load(path.stem, "", f"folder: {path.name}", get), path=path)


@contextmanager
def _without_bytecode() -> Iterator[None]:
    """Leave no __pycache__ in somebody's folder; what lies there could also be older than a change just made."""
    before, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        yield
    finally:
        sys.dont_write_bytecode = before


def mount(folder: Path) -> str:
    """Make a folder importable as a package of its own name, and give the name.

    Relative imports work within it, and a file named json.py hides nothing from anybody. The name follows from the
    folder's place, so that what was pickled in one process is found in another that has mounted the same folder.
    """
    place = str(folder.resolve())
    name = f"exceltools_folder_{hashlib.sha256(place.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"
    for known in [module for module in sys.modules if module == name or module.startswith(f"{name}.")]:
        del sys.modules[known]  # the files may have changed since they were last loaded
    spec = ModuleSpec(name, None, is_package=True)
    spec.submodule_search_locations = [place]
    sys.modules[name] = module_from_spec(spec)
    importlib.invalidate_caches()
    return name


def _load(name: str, version: str, origin: str, get: Callable[[], object]) -> Plugin:
    sound: list[Rule] = []
    sheets: list[Sheet] = []
    faults: list[str] = []
    with contained() as printed, attempt() as tried, patience(_LOADING):
        plugin = get()
        if isinstance(plugin, ModuleType):
            version = version or str(getattr(plugin, "__version__", ""))
        hooks = _hooks(plugin)
        if _RULES in hooks:
            faults += _take(_answer(_RULES, hooks[_RULES], "regler"), sound)
        if _SHEETS in hooks:
            faults += _take_sheets(_answer(_SHEETS, hooks[_SHEETS], "blad"), sheets)
    faults += [tried.reason] if tried.reason else []
    return Plugin(name, version, origin, tuple(sound), "; ".join(faults), printed.text, tuple(sheets))


def _hooks(plugin: object) -> dict[str, Callable[[], list[object]]]:
    """Give the hooks that the plugin has, by a manager that knows nobody else."""
    manager = pluggy.PluginManager(GROUP)
    manager.add_hookspecs(rules)
    try:
        manager.register(plugin)
        manager.check_pending()
    except pluggy.PluginValidationError as fault:
        raise Nonsense(_misdeclared(plugin, fault)) from fault
    hooks = {name: getattr(manager.hook, name) for name in (_RULES, _SHEETS)}
    there = {name: hook for name, hook in hooks.items() if hook.get_hookimpls()}
    if not there:
        raise Nonsense(f"det har ingen funktion {_RULES} med @hookimpl")
    return there


def _answer(name: str, hook: Callable[[], list[object]], what: str) -> Iterable[object]:
    answers = hook()
    if not answers:
        raise Nonsense(f"{name} lämnar ingenting ifrån sig; den ska lämna en lista med {what}")
    if isinstance(answers[0], str) or not isinstance(answers[0], Iterable):
        raise Nonsense(f"{name} ska lämna en lista med {what}, men lämnade {type(answers[0]).__name__}")
    return answers[0]


def _misdeclared(plugin: object, fault: pluggy.PluginValidationError) -> str:
    marked = [name for name in dir(plugin) if hasattr(getattr(plugin, name, None), f"{GROUP}_impl")]
    wrong = [name for name in marked if name not in (_RULES, _SHEETS)]
    if wrong:
        return f"{listed(wrong)} är märkt med @hookimpl, men funktionen ska heta {_RULES} eller {_SHEETS}"
    return f"funktionen {listed(marked, 'eller')} ska inte ta emot några uppgifter" if marked else str(fault)


def _take(declared: Iterable[object], sound: list[Rule]) -> Iterator[str]:
    """Move the sound rules into the list, one by one, and say what is wrong with the others."""
    codes: set[str] = set()
    for number, rule in enumerate(islice(declared, _MOST_RULES + 1)):
        if number == _MOST_RULES:
            yield f"{_RULES} lämnar fler än {_MOST_RULES} regler"
            return
        wrong = declarations.faults(rule)
        yield from wrong
        if wrong or not isinstance(rule, Rule):
            continue
        if codes.isdisjoint(own := {rule.code, *rule.former}):
            sound.append(rule)
        else:
            yield f"två regler har koden {min(codes & own)}"
        codes |= own


def _take_sheets(declared: Iterable[object], sound: list[Sheet]) -> Iterator[str]:
    """Move the sound sheets into the list, one by one, and say what is wrong with the others."""
    for number, sheet in enumerate(islice(declared, _MOST_SHEETS + 1)):
        if number == _MOST_SHEETS:
            yield f"{_SHEETS} lämnar fler än {_MOST_SHEETS} blad"
            return
        wrong = declarations.sheet_faults(sheet)
        yield from wrong
        if not wrong and isinstance(sheet, Sheet):
            sound.append(sheet)


def _check_owners(plugins: Iterable[Plugin]) -> None:
    owners: dict[str, Plugin] = {}
    for plugin in plugins:
        for code in (code for rule in plugin.rules for code in (rule.code, *rule.former)):
            other = owners.setdefault(code, plugin)
            if other is not plugin:
                one, another = (f"{owner.name} ({origin_in_words(owner.origin)})" for owner in (other, plugin))
                raise PluginError(
                    f"Regelkoden {code} finns i två insticksprogram: {one} och {another}. "
                    "Ändra koden i det ena, eller ta bort det."
                )
