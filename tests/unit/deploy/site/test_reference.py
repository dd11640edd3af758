"""docs/igor-yml.md: its reference is the model's, its examples are good; every key says what it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import jsonschema_rs
import pytest
import yaml
from pydantic import ValidationError
from site_reading import URL, read, site

from igor.deploy.site import document, keys, reference, starter, written
from igor.deploy.site.keys import Key
from igor.deploy.site.load import Surroundings, read_site
from igor.deploy.site.model import Site
from igor.deploy.site.schema import schema
from igor.model.errors import NotFound

PAGE = Path(__file__).parents[4] / "docs" / "igor-yml.md"
EXAMPLES = re.findall(r"```yaml\n(.*?)```", PAGE.read_text(), re.DOTALL)


def test_the_reference_is_generated() -> None:
    """A reference that is behind the model. To write it anew:

    python -c "from pathlib import Path; from igor.deploy.site.reference import renewed; \\
        page = Path('docs/igor-yml.md'); page.write_text(renewed(page.read_text()))"
    """
    assert PAGE.read_text() == reference.renewed(PAGE.read_text())


def test_every_key_says_what_it_is() -> None:
    """A key that only its author knows."""
    page = PAGE.read_text()
    for key in keys.all_keys():
        assert key.meaning.endswith("."), key.name
        assert key.kind.words != "anything" or key.name == "failover", key.name
        assert f"| `{key.path[-1]}` |" in page, key.name
        assert reference.find(key.name).name == key.name
        assert reference.explained(key).startswith(key.name)


@pytest.mark.parametrize("text", [*EXAMPLES, starter.SITE])
def test_examples_are_good(text: str, tmp_path: Path) -> None:
    """An example that does not work when it is copied, or that editors mark."""
    assert [each for each in read(tmp_path, text).problems if each.severity == "error"] == []
    assert jsonschema_rs.validator_for(schema()).is_valid(document.read(text.encode(), "igor.yml").value)


def test_the_example_says_nearly_everything() -> None:
    """The example with everything leaves out only what contradicts it."""
    said = {key.name for path in document.read(EXAMPLES[-1].encode(), "x").keys if (key := keys.find(path))}
    left = {key.name for key in keys.all_keys() if not key.name.startswith(("wrapper.", "jobs."))} - said
    assert {name for name in left if "." not in name} == {"failover"}
    assert len(left) < 40


@pytest.mark.parametrize("text", [*EXAMPLES, URL, starter.SITE])
def test_what_is_shown_can_be_read_again(text: str, tmp_path: Path) -> None:
    """``igor config show`` that is no igor.yml, or another one."""
    first = site(tmp_path, text)
    shown = written.yaml_text(written.plain(first))
    assert site(tmp_path, shown) == first
    assert jsonschema_rs.validator_for(schema()).is_valid(document.read(shown.encode(), "igor.yml").value)
    assert yaml.safe_load(shown) == written.plain(first), "other readers of YAML take it for the same"


def test_examples_of_keys_fit() -> None:
    """An example that is refused."""
    for key in keys.all_keys():
        if key.example is not None:
            check_example(key)


def check_example(key: Key) -> None:
    """The example where it belongs, and nothing else."""
    value: object = {key.path[-1]: key.example}
    for part in reversed(key.path[:-1]):
        value = [value] if part == keys.ITEM else {{keys.NAME: "name"}.get(part, part): value}
    with suppress_missing():
        Site.model_validate(value)


@contextmanager
def suppress_missing() -> Iterator[None]:
    """What else has to be said is not the question."""
    try:
        yield
    except ValidationError as error:
        assert [each for each in error.errors() if each["type"] != "missing"] == []


def test_explanations_of_what_there_is_not() -> None:
    """A dead end for a misspelt key."""
    with pytest.raises(NotFound, match="no key") as caught:
        reference.find("controller.prot")
    assert "controller.port" in caught.value.hint


def test_a_new_site_is_good(tmp_path: Path) -> None:
    """``igor init --ops`` whose result is refused by ``igor config check``."""
    made = starter.make(tmp_path / "new")
    reading = read_site(tmp_path / "new" / "igor.yml", around=Surroundings())
    assert reading.problems == []
    assert json.loads((tmp_path / "new" / starter.SCHEMA_FILE).read_text()) == schema()
    assert (tmp_path / "new" / "secrets" / "admin").stat().st_mode & 0o777 == 0o600
    assert all(path.is_file() for path in made)
