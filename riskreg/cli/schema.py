"""The command `schema`: the JSON Schema of a file, by which an editor completes and checks it."""

from __future__ import annotations

import click

# A further kind of file is named here, and made in store/schema.py.
KINDS = ("register", "card", "config")


@click.command()
@click.argument("kind", type=click.Choice(KINDS), default="register")
@click.option("-o", "--output", metavar="FILE", type=click.Path(), help="Write to FILE rather than the screen.")
def schema(kind: str, output: str | None) -> None:
    """Print the JSON Schema (2020-12) of a register, a card or riskreg.toml (config), for editors.

    An editor that knows it completes keys, shows what each means, and underlines what is wrong. Name it in the first
    line of a file: #:schema ../register.schema.json

    \b
    Examples:
      riskreg schema
      riskreg schema card
      riskreg schema register --output register.schema.json
    """
    from riskreg.cli.printing import print_text
    from riskreg.store.schema import schema_text

    print_text(schema_text(kind), output)
