"""`python -m tests.servers up|down|status|fetch`: one Kafka and one Elasticsearch on loopback, to develop with."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from tests.servers.development import Development, Running
from tests.servers.elasticsearch import ElasticsearchServer
from tests.servers.java import MissingToolError
from tests.servers.kafka_node import kafka_jars
from tests.servers.keycloak import KeycloakServer


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--folder", type=click.Path(path_type=Path), default=Path("vorlaut-servers"), show_default=True)
@click.pass_context
def main(context: click.Context, folder: Path) -> None:
    """Start and end a Kafka and an Elasticsearch on this machine; their data stay in the folder."""
    context.obj = Development(folder)


@main.command()
@click.option("--kafka-port", type=int, default=9092, show_default=True, help="The port after it is taken too.")
@click.option(
    "--elasticsearch-port", type=int, default=9200, show_default=True, help="The port 100 above is taken too."
)
@click.pass_obj
def up(servers: Development, kafka_port: int, elasticsearch_port: int) -> None:
    """Start what does not run, and wait until it is ready."""
    with _errors_told():
        running = [_up(servers, "kafka", kafka_port), _up(servers, "elasticsearch", elasticsearch_port)]
    click.echo(_next_steps({server.name: server.address for server in running}))


@main.command()
@click.pass_obj
def down(servers: Development) -> None:
    """End what runs."""
    for name in servers.names:
        if server := servers.running(name):
            servers.stop(server)
            click.echo(f"{name}: ended, its data are kept")
        else:
            click.echo(f"{name}: does not run")


@main.command()
@click.pass_obj
def status(servers: Development) -> None:
    """Say what runs, and where."""
    for name in servers.names:
        server = servers.running(name)
        click.echo(f"{name}: {_described(server) if server else 'does not run'}")


@main.command()
def fetch() -> None:
    """Fetch and build what the tests start, so that no test waits for it; without Java, only in CI an error."""
    folder = Path()  # nothing is started there
    wanted = {
        "Kafka": kafka_jars,
        "Elasticsearch": ElasticsearchServer(folder).home,
        "Keycloak": KeycloakServer.home,
        "Elasticsearch with passwords": ElasticsearchServer(folder, password="unused").home,  # noqa: S106 - none is set
    }
    for name, build in wanted.items():
        begun = time.monotonic()
        try:
            with _errors_told():
                build()
        except click.ClickException as missing:
            if os.environ.get("CI") == "true":
                raise
            click.echo(f"{name}: {missing.message}; tests with it are skipped")
        else:
            click.echo(f"{name}: there after {time.monotonic() - begun:.1f} s")


def _up(servers: Development, name: str, port: int) -> Running:
    if server := servers.running(name):
        click.echo(f"{name}: runs already, {_described(server)}")
        return server
    begun = time.monotonic()
    server = servers.start(name, port)
    click.echo(f"{name}: started in {time.monotonic() - begun:.1f} s, {_described(server)}")
    return server


def _described(server: Running) -> str:
    return f"at {server.address}, as process {server.pid}"


def _next_steps(addresses: dict[str, str]) -> str:
    settings = {
        "VORLAUT_KAFKA__BOOTSTRAP": (addresses["kafka"], "127.0.0.1:9092"),
        "VORLAUT_ELASTICSEARCH__URLS": (addresses["elasticsearch"], "http://127.0.0.1:9200"),
    }
    exports = [f"  export {name}={address}" for name, (address, default) in settings.items() if address != default]
    return "\n".join(["Next:", *exports, "  .venv/bin/vorlaut run --mode distributed", "  make servers-stop"])


@contextmanager
def _errors_told() -> Iterator[None]:
    """What is missing or wrong, as one message that a person can act on."""
    try:
        yield
    except (MissingToolError, RuntimeError) as error:
        raise click.ClickException(str(error)) from error


main()
