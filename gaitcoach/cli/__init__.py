"""Every command, thin: parse, call, print."""

from __future__ import annotations

import logging

import click

from gaitcoach import __version__
from gaitcoach.cli.archives import ARCHIVE_COMMANDS
from gaitcoach.cli.exercises import EXERCISE_COMMANDS
from gaitcoach.cli.handing_on import HANDING_ON_COMMANDS
from gaitcoach.cli.machine import MACHINE_COMMANDS
from gaitcoach.cli.measuring import MEASURING_COMMANDS
from gaitcoach.cli.store import STORE_COMMANDS
from gaitcoach.errors import GaitCoachError
from gaitcoach.privacy import hide_credentials

DEFAULT_COMMAND = "live"
BUG_TODO = "Please report it with the file from: gaitcoach doctor --bundle report.zip"


class _LiveByDefault(click.Group):
    """`gaitcoach --source demo` means `gaitcoach live --source demo`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        own = ("--help", "-h", "--version")
        if not args or (args[0].startswith("-") and args[0] not in own):
            args = [DEFAULT_COMMAND, *args]
        return super().parse_args(ctx, args)


@click.group(cls=_LiveByDefault, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="gaitcoach")
def commands() -> None:
    """Watch a runner through one camera and say "hips level" when a hip drops too far.

    Without a command: live. Not a medical device.
    """


for _command in (
    *MEASURING_COMMANDS,
    *ARCHIVE_COMMANDS,
    *MACHINE_COMMANDS,
    *STORE_COMMANDS,
    *HANDING_ON_COMMANDS,
    *EXERCISE_COMMANDS,
):
    commands.add_command(_command)


def run(arguments: list[str] | None = None) -> int:
    """Run a command; every expected trouble becomes one or two lines, never a traceback."""
    try:
        return commands.main(arguments, prog_name="gaitcoach", standalone_mode=False) or 0
    except click.ClickException as error:
        click.echo(f"gaitcoach: {error.format_message()}\nTry: gaitcoach --help", err=True)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return 130
    except GaitCoachError as error:
        click.echo(f"gaitcoach: {hide_credentials(str(error))}", err=True)
        return error.exit_code
    except Exception as error:
        # The user gets a sentence, the bug report the traceback.
        logging.getLogger(__name__).exception("unexpected error")
        click.echo(f"gaitcoach stopped by an error of its own ({error}).\n{BUG_TODO}", err=True)
        return 1
