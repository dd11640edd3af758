"""scriptText: what clients' scripts print, what they change, and how they fail."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from igor.console.worker import run_script
from igor.controller import items, nodes, plugin_states, resources, settings, users
from igor.controller.context import Controller
from igor.model.home import Home

pytestmark = [pytest.mark.integration, pytest.mark.slow]

Run = Callable[[str], str]


@pytest.fixture(scope="module")
def controller(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Controller]:
    opened = Controller.open(Home(tmp_path_factory.mktemp("home")))
    users.create_user(opened, "admin", "Administrator", "secret", is_admin=True)
    nodes.ensure_built_in(opened)
    yield opened
    opened.close()


@pytest.fixture
def run(controller: Controller) -> Run:
    return lambda script: run_script(controller, script, user=users.get(controller, "admin"))


@pytest.mark.parametrize(
    ("script", "text"),
    [
        ('print "Hello world!"', "Hello world!"),
        ("1 + 1", "Result: 2\n"),
        ("println('a'); null", "a\n"),
        ("Jenkins.VERSION == jenkins.model.Jenkins.instance.version", "Result: true\n"),
        ("Jenkins.instance.numExecutors", "Result: 2\n"),
        ("println(Jenkins.instance.pluginManager.plugins.find { it.shortName == 'job-dsl' })", "Plugin:job-dsl\n"),
        ("User.current().id", "Result: admin\n"),
        ("Jenkins.instance.getItemByFullName('nothing')", ""),
    ],
)
def test_what_it_answers(run: Run, script: str, text: str) -> None:
    """What was printed, and ``Result:`` only for a value that is not null."""
    assert run(script) == text


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("garbage", "groovy.lang.MissingPropertyException: No such property: garbage for class: Script1"),
        ("Jenkins.instance.nonsense()", "No signature of method: hudson.model.Hudson.nonsense()"),
        ("def f( {", "MultipleCompilationErrorsException: startup failed:\nScript1.groovy:1:"),
        ("new File('/etc/passwd').text", "Exception"),
        ("'id'.execute().text", "Exception"),
        ("Jenkins.instance.getItemByFullName('x').delete()", "NullPointerException"),
        ("Jenkins.instance.setNumExecutors(-1)", "a node has 0 to 4096 executors, not -1"),
    ],
)
def test_how_it_fails(run: Run, script: str, words: str) -> None:
    """By an exception in the answer, as Jenkins does; nothing outside the façade is reached."""
    assert words in run(script)


def test_items(run: Run, controller: Controller) -> None:
    """Made, looked at, disabled, renamed, deleted."""
    run("Jenkins.instance.createProject(Folder, 'team'); Jenkins.instance.createProject(FreeStyleProject, 'app')")
    assert run("println Jenkins.instance.items*.name") == "[app, team]\n"
    run("def job = Jenkins.instance.getItem('app'); job.description = 'said'; job.disable(); job.save()")
    assert items.find_item(controller, "app").disabled
    assert "said" in run("println Jenkins.instance.getItem('app').configFile.asString()")
    run("Jenkins.instance.getItem('app').renameTo('other')")
    assert run("println Jenkins.instance.getAllItems(Job)*.fullName") == "[other]\n"
    items.copy_item(controller, "other", "team/inside", by="x")
    assert run("for(job in jenkins.model.Jenkins.theInstance.getAllItems()) { job.delete() }") == ""
    assert items.list_items(controller) == []


def test_the_queue(run: Run) -> None:
    """Items wait with their reason, and go when the queue is cleared."""
    run("Jenkins.instance.createProject(FreeStyleProject, 'waits').scheduleBuild2(500)")
    assert "In the quiet period." in run("println Jenkins.instance.queue.items.collect { it.why }")
    run("Jenkins.instance.queue.clear()")
    assert run("println Jenkins.instance.queue.items.size()") == "0\n"
    run("Jenkins.instance.getItem('waits').delete()")


def test_accounts_and_security(run: Run, controller: Controller) -> None:
    """The scripts that switch security on and off, with accounts of Jenkins' own realm."""
    run(
        "import hudson.security.*\n"
        "def realm = new HudsonPrivateSecurityRealm(false)\nrealm.createAccount('eve', 'zz@(K.')\n"
        "def instance = Jenkins.getInstance()\ninstance.setSecurityRealm(realm)\n"
        "def strategy = new FullControlOnceLoggedInAuthorizationStrategy()\nstrategy.setAllowAnonymousRead(false)\n"
        "instance.setAuthorizationStrategy(strategy)"
    )
    assert users.check_password(controller, "eve", "zz@(K.") is not None
    run("def i = Jenkins.instance; if (i.securityRealm instanceof HudsonPrivateSecurityRealm) i.disableSecurity()")
    assert settings.get(controller, "use_security") == "false"
    run("def i = Jenkins.instance; i.securityRealm.deleteUser('eve'); i.setSecurityRealm(i.securityRealm)")
    assert settings.get(controller, "use_security") == "true"
    assert run("println User.get('eve')") == "null\n"


def test_tokens(run: Run, controller: Controller) -> None:
    """Listed by their uuids alone."""
    uuid, _ = users.create_token(controller, "admin", "t")
    listing = "groovy.json.JsonOutput.toJson(User.current().getProperty(jenkins.security.ApiTokenProperty)"
    assert run(f"println({listing}.tokenStore.tokenList.collect {{ [uuid: it.uuid] }}))") == f'[{{"uuid":"{uuid}"}}]\n'


def test_lockable_resources(run: Run, controller: Controller) -> None:
    """Declared anew by a script."""
    script = (
        "import org.jenkins.plugins.lockableresources.*\ndef manager = LockableResourcesManager.get()\n"
        "manager.resources.clear()\ndef one = new LockableResource('one')\none.setLabels('a b')\n"
        "manager.resources.add(one)\nmanager.save()"
    )
    assert run(script) == ""
    assert [(each.name, each.labels) for each in resources.list_all(controller)] == [("one", ("a", "b"))]
    resources.reserve(controller, "one", by="admin")
    assert run("LockableResourcesManager.get().resources.collect { it.reservedBy }") == "Result: [admin]\n"


def test_plugins_come_again(run: Run, controller: Controller) -> None:
    """As Ansible and python-jenkins install: what Igor does itself is on offer, nothing else."""
    plugin_states.set_state(controller, "git", deleted=True)
    plugin_states.forget_deleted(controller)
    assert run("Jenkins.instance.pluginManager.getPlugin('git')") == ""
    offer = 'Jenkins.instance.updateCenter.getPlugin("git")'
    assert run(f"{offer}.getNeededDependencies().each{{it.deploy()}}; d = {offer}.deploy(); d.get();") == ""
    assert run("Jenkins.instance.pluginManager.getPlugin('git').enabled") == "Result: true\n"
    assert "NullPointerException" in run('Jenkins.instance.updateCenter.getPlugin("nothing").deploy()')


def test_bounds(controller: Controller, tmp_path: Path) -> None:
    """A script that never ends is stopped, and one that takes all memory."""
    text = run_script(controller, "while (true) { Thread.sleep(1) }", user=None, timeout_s=1)
    assert "stopped" in text or "Exception" in text
    assert "rror" in run_script(controller, "def x = 'a' * 1000; while (true) { x += x }", user=None, timeout_s=20)
