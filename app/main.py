"""The ``parvis`` command: one line a verb, one clear sentence for every failure.

Exit codes: 0 done; 1 something is broken; 2 the input cannot be used; 3 another process has the data.
``inspect`` adds 4 and 5 (``app/commands/inspect.py``); ``report`` ends with 1 on a new finding that blocks.
"""

import sys

import typer

from app.commands.account import account
from app.commands.answer import answer
from app.commands.ask import ask
from app.commands.check_text import check_text
from app.commands.crawl import crawl
from app.commands.decisions import decisions
from app.commands.demo import demo
from app.commands.doctor import doctor
from app.commands.draft import draft
from app.commands.eval import eval_
from app.commands.feedback import feedback
from app.commands.figures import figures
from app.commands.ingest import ingest
from app.commands.inspect import inspect
from app.commands.legi import legi
from app.commands.model import model
from app.commands.pairs import pairs
from app.commands.person import person
from app.commands.reconcile import reconcile
from app.commands.register import register
from app.commands.report import report
from app.commands.requests import requests
from app.commands.reshard import reshard
from app.commands.retention import retention
from app.commands.runs import runs
from app.commands.search import search
from app.commands.serve import serve
from app.commands.status import status
from app.commands.sync import sync
from app.commands.visas import visas
from app.commands.visas_check import check_visas
from app.commands.visas_force import in_force, resolve_keys
from app.commands.visas_watch import watch_visas
from app.console import complain
from domain.errors import AlreadyRunning, BadInput, ParvisError, ServerUnreachable

EXIT_BROKEN = 1
EXIT_BAD_INPUT = 2
EXIT_BUSY = 3

application = typer.Typer(
    name="parvis",
    help="Assistant over a commune's own documents: ingest them, ask them, serve them.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for verb in (ingest, sync, crawl, runs, reconcile, inspect, ask, search, answer, register, serve, status, doctor, demo):
    application.command()(verb)
application.command()(decisions)
application.command()(report)
application.command()(reshard)
application.command()(retention)
application.command()(check_text)
application.command()(draft)
application.add_typer(account, name="account")
application.add_typer(eval_, name="eval")
application.add_typer(model, name="model")
visas.command("resolve")(resolve_keys)
visas.command("check")(check_visas)
visas.command("in-force")(in_force)
visas.command("watch")(watch_visas)
application.add_typer(legi, name="legi")
application.add_typer(visas, name="visas")
application.add_typer(feedback, name="feedback")
application.add_typer(figures, name="figures")
application.add_typer(pairs, name="pairs")
application.add_typer(requests, name="requests")
application.add_typer(person, name="person")


def main(arguments: list[str] | None = None) -> None:
    """Run one command and exit with its code."""
    try:
        # Outside its standalone mode, the library gives back the code of a command that ended with typer.Exit.
        code = application(args=arguments, standalone_mode=False)
    except typer.Abort:
        sys.exit(complain("interrupted; what was finished is kept", EXIT_BROKEN))
    except KeyboardInterrupt:
        sys.exit(complain("interrupted; what was finished is kept", EXIT_BROKEN))
    except ParvisError as error:
        sys.exit(complain(str(error), exit_code(error)))
    except Exception as error:
        if hasattr(error, "format_message"):  # click's usage errors, whichever click typer carries
            sys.exit(complain(f"{error.format_message()}; see parvis --help", EXIT_BAD_INPUT))
        raise
    if code:
        sys.exit(code)


def exit_code(error: ParvisError) -> int:
    """The exit code of an error."""
    if isinstance(error, BadInput):
        return EXIT_BAD_INPUT
    if isinstance(error, (AlreadyRunning, ServerUnreachable)):
        return EXIT_BUSY
    return EXIT_BROKEN


if __name__ == "__main__":
    main()
