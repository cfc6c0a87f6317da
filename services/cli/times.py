"""Times on the command line, in the forms the registers know."""

from datetime import datetime

import click

from streams.policies.times import parse_time


class _Time(click.ParamType):
    name = "time"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        try:
            return value if isinstance(value, datetime) else parse_time(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


TIME = _Time()
