"""What a deploy to hosts takes for the site where nobody has written an igor.yml."""

from __future__ import annotations

from pathlib import Path

from igor.cli.site_options import default_site
from igor.deploy.hosts.inventory import Inventory


def test_sample_jobs_can_run_without_igor_yml(tmp_path: Path) -> None:
    """Jobs of the controller itself that wait for ever, a monitor that watches nothing."""
    site = default_site(tmp_path, Inventory({"igor_controllers": ("first",), "igor_monitors": ("watch",)}))
    assert (str(site.url), site.controller.executors) == ("https://first/", 1)
    assert list(site.monitoring.kinds) == ["nagios"]
