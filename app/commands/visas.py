"""``parvis visas``: legal references of délibérations."""

import typer

visas = typer.Typer(help="Legal references: resolved at a date.", no_args_is_help=True)


@visas.callback()
def references() -> None:
    """Legal references: resolved at a date."""
