"""``deskbreak doctor``."""

import json
from pathlib import Path

import click

from deskbreak.language import _


@click.command(
    help=_("Tell how Deskbreak gets on here: what each part works with, what it passed over, and why."),
    short_help=_("Tell how Deskbreak gets on here."),
)
@click.option("--json", "as_json", is_flag=True, help=_("As one JSON document."))
@click.option(
    "--bundle",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help=_("Write a zip file for a support ticket, without personal data."),
)
def doctor(bundle: Path | None, *, as_json: bool) -> None:
    """Examine, and tell."""
    # Here, because trying every adapter needs half of the house, and --help none of it.
    from deskbreak.cli import examination  # noqa: PLC0415
    from deskbreak.cli.bundle import write  # noqa: PLC0415

    found = examination.examine()
    if bundle is not None:
        contents = write(bundle, found)
        click.echo(_("{file} was written. In it:").format(file=bundle))
        for name, about in contents.items():
            click.echo(f"  {name}: {about}")
        click.echo(
            _("No rows of the history, no settings' values, no names. Have a look before you send it.")
        )
    elif as_json:
        click.echo(json.dumps(found, indent=2, ensure_ascii=False))
    else:
        click.echo(examination.report(found))
