"""Views and folders: what is read of them, and the defaults that REST creates."""

from __future__ import annotations

import pytest

from igor.configxml import clean, default_config, read_item, read_view
from igor.configxml.classes import FOLDER_CLASSES, JOB_CLASSES, VIEW_CLASSES, class_of, tag_of
from igor.configxml.duration import parse_duration_ms
from igor.model.errors import Invalid, InvalidSource
from igor.model.view import FolderDefinition

FOLDER = "com.cloudbees.hudson.plugins.folder.Folder"


def test_list_view() -> None:
    """Would show a view with other jobs than configured."""
    view = read_view(
        """<hudson.model.ListView><filterExecutors>false</filterExecutors><filterQueue>true</filterQueue>
        <properties class='hudson.model.View$PropertyList'/><jobNames class='tree-set'>
        <comparator class='hudson.util.CaseInsensitiveComparator'/><string>A</string><string>b</string></jobNames>
        <jobFilters/><columns><hudson.views.StatusColumn/><org.jenkins.ci.plugins.progress__bar.ProgressBarColumn/>
        </columns><name>v</name><description>d</description><includeRegex>x-.*</includeRegex><recurse>true</recurse>
        <statusFilter>true</statusFilter></hudson.model.ListView>"""
    )
    assert (view.name, view.description, view.job_names) == ("v", "d", ("A", "b"))
    assert (view.include_regex, view.recurse, view.status_filter, view.filter_queue) == ("x-.*", True, True, True)
    assert view.columns == ("hudson.views.StatusColumn", "org.jenkins.ci.plugins.progress_bar.ProgressBarColumn")
    assert view.unsupported == ()


def test_folder_brings_its_views() -> None:
    """Would show a folder without the views that the seed declares in it."""
    folder = read_item(default_config(FOLDER))
    assert isinstance(folder, FolderDefinition)
    assert [view.name for view in folder.views] == ["All"]
    assert folder.primary_view == "All"
    assert folder.unsupported == ()


def test_folder_as_job_dsl_writes_it() -> None:
    """Would show noise for every folder that Job DSL makes."""
    folder = read_item(
        f"""<{FOLDER}><actions/><properties/><icon class='{FOLDER.rpartition(".")[0]}.icons.StockFolderIcon'/>
        <folderViews class='x'><views/><tabBar class='hudson.views.DefaultViewsTabBar'/><primaryView>v</primaryView>
        </folderViews><healthMetrics><a.Worst/></healthMetrics><displayName>D</displayName></{FOLDER}>"""
    )
    assert isinstance(folder, FolderDefinition)
    assert (folder.display_name, folder.primary_view, folder.unsupported) == ("D", "v", ())


def test_folder_as_job_builder_writes_it() -> None:
    """Would show a folder whose views are lost because they stand below the root."""
    folder = read_item(
        f"""<{FOLDER}><views><hudson.model.AllView><owner class="{FOLDER}" reference="../../.."/><name>All</name>
        <filterExecutors>false</filterExecutors><properties class="hudson.model.View$PropertyList"/>
        </hudson.model.AllView></views><viewsTabBar class="hudson.views.DefaultViewsTabBar"/>
        <primaryView>All</primaryView></{FOLDER}>"""
    )
    assert isinstance(folder, FolderDefinition)
    assert ([view.name for view in folder.views], folder.primary_view, folder.unsupported) == (["All"], "All", ())


def test_unsupported_of_folders_and_views_is_reported() -> None:
    """Would show sources that look as if they were scanned."""
    name = "org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject"
    folder = read_item(f"<{name}><sources class='x'><data/></sources><properties><a.B/></properties></{name}>")
    assert [element.element for element in folder.unsupported] == ["sources (x)", "a.B"]
    view = read_view("<hudson.plugins.nested__view.NestedView><views/></hudson.plugins.nested__view.NestedView>")
    assert view.unsupported[0].consequence == "it is shown as a list view"


@pytest.mark.parametrize("class_name", sorted(JOB_CLASSES | FOLDER_CLASSES))
def test_default_items_are_read(class_name: str) -> None:
    """Would show a kind that can be created and then not be read."""
    assert read_item(default_config(class_name)).class_name == class_name


@pytest.mark.parametrize("class_name", sorted(VIEW_CLASSES))
def test_default_views_are_read(class_name: str) -> None:
    """As for items."""
    assert read_view(default_config(class_name)).class_name == class_name


def test_unknown_class_has_no_default() -> None:
    """Would show an item of a kind that nobody can run."""
    with pytest.raises(Invalid, match="no kind of item"):
        default_config("a.B")


@pytest.mark.parametrize("class_name", ["hudson.plugins.build_timeout.X", "a.B$C", "hudson.model.FreeStyleProject"])
def test_class_and_tag_are_inverse(class_name: str) -> None:
    """Would show XStream's escapes taken for names."""
    assert class_of(tag_of(class_name)) == class_name


def test_a_view_is_no_item_and_an_item_no_view() -> None:
    """Would show a view that lands among the jobs."""
    with pytest.raises(InvalidSource, match="not a job or folder"):
        read_item("<hudson.model.ListView/>")
    with pytest.raises(InvalidSource, match="not a view"):
        read_view("<project/>")


def test_bad_regex_is_an_error_at_its_place() -> None:
    """Would show a view that fails only when someone opens it."""
    with pytest.raises(InvalidSource, match="not a regular expression") as caught:
        read_view("<hudson.model.ListView>\n <includeRegex>(</includeRegex></hudson.model.ListView>")
    assert (caught.value.line, caught.value.column) == (2, 2)


def test_clean_keeps_lines_and_columns() -> None:
    """Would show errors that point beside the place."""
    xml = "\ufeff<?xml version='1.1' encoding='UTF-8'?><a>\n&#x1b;&#10;</a>"
    cleaned = clean(xml)
    assert cleaned.startswith("<?xml version='1.0'")
    assert cleaned.index("<a>") == xml.index("<a>") - 1
    assert "encoding" not in cleaned
    assert "&#10;" in cleaned


@pytest.mark.parametrize(
    ("text", "expected"),
    [("90", 90_000), ("30s", 30_000), ("15m", 900_000), ("4h", 14_400_000), ("500ms", 500), ("1.5 s", 1_500)],
)
def test_durations(text: str, expected: int) -> None:
    """Would show a time limit that is a thousand times off."""
    assert parse_duration_ms(text) == expected


@pytest.mark.parametrize("text", ["", "soon", "-1s", "1y", "s"])
def test_bad_durations(text: str) -> None:
    """Would show a typing error taken as no limit."""
    with pytest.raises(ValueError, match="is not a duration"):
        parse_duration_ms(text)
