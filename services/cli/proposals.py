"""`vorlaut crisis proposals`: the words that confirmed posts of a crisis have in common."""

import click

from services.cli.place import Place
from services.cli.tables import show_table
from services.wiring import open_installation
from streams.stage import CannotRun
from streams.text.fold import word_view

COLUMNS = ("word", "confirmed posts")


@click.command()
@click.argument("crisis_id", metavar="ID")
@click.pass_obj
def proposals(place: Place, crisis_id: str) -> None:
    """List words that two authors at least used in confirmed posts; none counts before it is accepted."""
    with open_installation(place.config, place.data) as installation:
        situation = installation.declared.history().situation()
    crisis = next((one for one in situation.registers.crises if one.id == crisis_id), None)
    if crisis is None:
        raise CannotRun(f"no crisis {crisis_id} is declared: `vorlaut crisis list` shows those there are")
    accepted = {word_view(word).strip() for word in (*crisis.related, *crisis.terms)}
    published = situation.learned.profiles.get(crisis_id, ())
    proposed = [one for one in published[-1].proposed if one.word not in accepted] if published else []
    show_table(
        COLUMNS,
        ((one.word, str(one.posts)) for one in proposed),
        nothing=f"No words to propose yet: `vorlaut alerts decide ID leak` on alerts of {crisis_id} teaches some.",
    )
    if proposed:
        click.echo(f"To accept some: vorlaut crisis accept {crisis_id} WORD... --as NAME")
