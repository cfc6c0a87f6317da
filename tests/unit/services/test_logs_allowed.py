import io
import json
from collections.abc import Iterator

import pytest
import structlog

from services.logs import configure, get_logger
from services.settings import LogSettings


@pytest.fixture(autouse=True)
def _defaults_after() -> Iterator[None]:
    yield
    structlog.reset_defaults()


def _lines(settings: LogSettings) -> io.StringIO:
    stream = io.StringIO()
    configure(settings, stream)
    return stream


def test_a_line_is_json_with_level_and_utc_time() -> None:
    stream = _lines(LogSettings())
    get_logger().info("handled", stage="index", attempt=3)
    line = json.loads(stream.getvalue())
    assert (line["event"], line["level"], line["stage"], line["attempt"]) == ("handled", "info", "index", 3)
    assert line["timestamp"].endswith("Z")


@pytest.mark.parametrize("form", ["json", "text"])
def test_what_is_not_known_to_be_harmless_is_not_written(form: str) -> None:
    stream = _lines(LogSettings.model_validate({"format": form}))
    fault = ValueError("marker")
    get_logger().error("failed", text="marker", account="@marker@social.example", exc_info=fault, stage="index")
    assert "marker" not in stream.getvalue()
    assert "index" in stream.getvalue()


def test_lines_below_the_level_are_not_written() -> None:
    stream = _lines(LogSettings(level="warning"))
    get_logger().info("handled")
    get_logger().warning("slow")
    assert stream.getvalue().count("\n") == 1


def test_lines_go_to_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    configure(LogSettings())
    get_logger().info("handled")
    out, err = capsys.readouterr()
    assert out == ""
    assert "handled" in err
