"""``deskbreak config``: look at the settings, check them, change one."""

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, NoReturn

import click

from deskbreak import paths
from deskbreak.cli.exit_codes import ExitCode
from deskbreak.cli.parameters import config_option, set_option
from deskbreak.files import saving
from deskbreak.language import _
from deskbreak.settings import checking, documents, edit, layers, plain_yaml, yaml_file
from deskbreak.settings.resolve import checked_file, resolve
from deskbreak.settings.resolved import Problem, Resolved

SHOWN_VERSION = 1


@click.group(help=_("Look at the settings, check them, change one."))
def config() -> None:
    """Look at the settings, check them, change one."""


@config.command(help=_("Print the settings that hold now."))
@click.option("--origin", is_flag=True, help=_("Say where each value comes from."))
@click.option("--json", "as_json", is_flag=True, help=_("Print one JSON document."))
@config_option
@set_option
def show(config: Path | None, overrides: Sequence[str], *, origin: bool, as_json: bool) -> None:
    """Print the settings that hold now."""
    resolved = resolve(config, overrides)
    _tell(resolved.problems)
    if resolved.refused:
        raise click.exceptions.Exit(ExitCode.INVALID)
    click.echo(_as_json(resolved, origin=origin) if as_json else _as_yaml(resolved, origin=origin))


@config.command(
    help=_("Name everything that is wrong in each FILE, or else in the file in use."),
    short_help=_("Name everything that is wrong."),
)
@click.argument("files", nargs=-1, metavar="FILE...", type=click.Path(path_type=Path))
@config_option
@set_option
def check(files: Sequence[Path], config: Path | None, overrides: Sequence[str]) -> None:
    """Name everything that is wrong in each FILE, or else in the file in use."""
    wrong = False
    for file in files or [_file_in_use(config)]:
        resolved = _check_of(file, overrides, must_exist=bool(files or config))
        _tell(resolved.problems)
        wrong = wrong or any(not problem.warning for problem in resolved.problems)
        if not any(not problem.warning for problem in resolved.problems):
            click.echo(_("{file}: all is well").format(file=click.format_filename(file)))
    if wrong:
        raise click.exceptions.Exit(ExitCode.INVALID)


@config.command(help=_("Print where the settings file is, or would be."))
@config_option
def path(config: Path | None) -> None:
    """Print where the settings file is, or would be."""
    click.echo(click.format_filename(_file_in_use(config)))


@config.command(
    "set",
    help=_("Write one setting into the file. Everything else in it stays as it is."),
    short_help=_("Write one setting into the file."),
)
@click.argument("key")
@click.argument("value")
@config_option
def set_(key: str, value: str, config: Path | None) -> None:
    """Write one setting into the file."""
    file = _file_in_use(config)
    given = layers.of_assignments([f"{key}={value}"])
    entry = given.entries.get(key)
    _values, problems = checking.checked(given)
    if entry is None or problems:
        _refuse([replace(problem, file="", warning=False) for problem in problems])
    text = _text_of(file)
    try:
        changed = edit.assign(text, key, _tidy(entry.value))
    except edit.CannotEdit as error:
        _refuse([Problem(str(file), 0, key, str(error))])
    _save(file, changed)
    variable = documents.variable(key)
    if os.environ.get(variable, "").strip():
        message = _("the environment variable {variable} still wins over the file").format(variable=variable)
        click.echo(f"{key}: {message}", err=True)


@config.command(help=_("Remove one setting from the file, so that its default holds."))
@click.argument("key")
@config_option
def unset(key: str, config: Path | None) -> None:
    """Remove one setting from the file, so that its default holds."""
    file = _file_in_use(config)
    text = _text_of(file)
    try:
        changed = edit.remove(text, key)
    except KeyError:
        _refuse([Problem(str(file), 0, key, _("this is not in the file"))])
    except edit.CannotEdit as error:
        _refuse([Problem(str(file), 0, key, str(error))])
    _save(file, changed)


@config.command(help=_("Print a settings file with everything in it, explained."))
def example() -> None:
    """Print a settings file with everything in it, explained."""
    click.echo(documents.example(), nl=False)


def _file_in_use(config: Path | None) -> Path:
    return config if config is not None else paths.of_this_person().config_file


def _check_of(file: Path, overrides: Sequence[str], *, must_exist: bool) -> Resolved:
    missing = not must_exist and not file.exists() and not file.is_symlink()
    return resolve(None if missing else file, overrides, environment={}, usual=file)


def _text_of(file: Path) -> str:
    try:
        document = yaml_file.read_file(file)
    except FileNotFoundError:
        return ""
    if document.problems and document.root is None:
        _refuse(document.problems)
    return document.text


def _tidy(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value


def _save(file: Path, text: str) -> None:
    """Write ``text``, unless the file would not be valid with it."""
    problems = checked_file(yaml_file.read_text(str(file), text)).problems
    if any(not problem.warning for problem in problems):
        _refuse(problems)
    try:
        saving.save(file, text)
    except OSError as error:
        message = _("{file} cannot be written: {reason}").format(file=file, reason=error.strerror or error)
        raise click.ClickException(message) from error


def _refuse(problems: Iterable[Problem]) -> NoReturn:
    _tell(problems)
    click.echo(_("Nothing was changed."), err=True)
    raise click.exceptions.Exit(ExitCode.INVALID)


def _tell(problems: Iterable[Problem]) -> None:
    for problem in problems:
        click.echo(str(problem), err=True)


def _as_json(resolved: Resolved, *, origin: bool) -> str:
    shown: dict[str, Any] = {
        "version": SHOWN_VERSION,
        "settings": {key: plain_yaml.as_written(key, value) for key, value in resolved.values.items()},
        "sources": resolved.sources,
        "problems": [asdict(problem) for problem in resolved.problems],
    }
    if origin:
        shown["origins"] = {key: asdict(each) for key, each in resolved.origins.items()}
    return json.dumps(shown, indent=2)


def _as_yaml(resolved: Resolved, *, origin: bool) -> str:
    """The settings as a file that reads back as the same; origins are its comments."""
    lines: list[tuple[str, str]] = []
    group = ""
    for key, value in resolved.values.items():
        section, dot, name = key.rpartition(".")
        if dot and section != group:
            lines.append((f"{section}:", ""))
        group = section
        line = f"{'  ' if dot else ''}{name}: {plain_yaml.inline(plain_yaml.as_written(key, value))}"
        lines.append((line, checking.place_of(resolved.origins[key])))
    if not origin:
        return "\n".join(line for line, _place in lines)
    width = max(len(line) for line, place in lines if place)
    return "\n".join(f"{line:<{width}}  # {place}" if place else line for line, place in lines)
