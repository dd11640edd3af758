"""What builds leave behind, end to end: a real controller and agent, real HTTP."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from engine_world import job_xml, wait_for
from running_controller import RunningController, controller_at

WRAPPER = Path(__file__).resolve().parents[2] / "wrapper" / "igor_wrap.py"
pytestmark = [pytest.mark.integration, pytest.mark.slow]


@pytest.fixture(scope="module")
def igor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningController]:
    with controller_at(tmp_path_factory.mktemp("home") / "home") as running:
        yield running


def publishing(script: str, *publishers: str, **options: str) -> str:
    return job_xml(script, extra=f"<publishers>{''.join(publishers)}</publishers>", **options)


def archiver(includes: str, **flags: str) -> str:
    more = "".join(f"<{name}>{value}</{name}>" for name, value in flags.items())
    return f"<hudson.tasks.ArtifactArchiver><artifacts>{includes}</artifacts>{more}</hudson.tasks.ArtifactArchiver>"


def test_artifacts(igor: RunningController) -> None:
    """From the workspace to the build's pages: listed, served with ranges, as zip, by fingerprint."""
    script = (
        "mkdir -p out/deep; printf hello >out/a.txt; head -c 9000000 /dev/zero >out/deep/b.bin; touch out/c~ 'out/ä b'"
    )
    igor.create("arch", publishing(script, archiver("out/**", fingerprint="true")))
    build = igor.build("arch")
    assert build["result"] == "SUCCESS", igor.log("arch")
    assert [a["relativePath"] for a in build["artifacts"]] == ["out/a.txt", "out/deep/b.bin", "out/ä b"]
    assert build["artifacts"][1] == {"displayPath": "b.bin", "fileName": "b.bin", "relativePath": "out/deep/b.bin"}
    lines = igor.log("arch").splitlines()
    assert lines[-3:] == ["Archiving artifacts", "Recording fingerprints", "Finished: SUCCESS"]
    answer = igor.get("job/arch/1/artifact/out/a.txt")
    assert (answer.text, answer.headers["Content-Type"]) == ("hello", "text/plain; charset=utf-8")
    assert answer.headers["Content-Security-Policy"].startswith("sandbox allow-same-origin; default-src 'none'")
    modified = {"If-Modified-Since": answer.headers["Last-Modified"]}
    assert igor.get("job/arch/lastSuccessfulBuild/artifact/out/a.txt", headers=modified).status_code == 304
    part = igor.get("job/arch/1/artifact/out/a.txt", headers={"Range": "bytes=1-3"})
    assert (part.status_code, part.text) == (206, "ell")
    assert len(igor.get("job/arch/1/artifact/out/deep/b.bin").content) == 9_000_000
    assert igor.get("job/arch/1/artifact/out/%C3%A4%20b").status_code == 200
    for path in ("out/c~", "nothing", "../log", "%2e%2e/log"):
        assert igor.get(f"job/arch/1/artifact/{path}").status_code == 404, path
    page = igor.get("job/arch/1/artifact/out")
    assert (page.status_code, page.url.endswith("/out/")) == (200, True)
    assert 'href="a.txt"' in page.text
    names = zipfile.ZipFile(io.BytesIO(igor.get("job/arch/1/artifact/*zip*/archive.zip").content)).namelist()
    assert names == ["archive/out/a.txt", "archive/out/deep/b.bin", "archive/out/ä b"]
    names = zipfile.ZipFile(io.BytesIO(igor.get("job/arch/1/artifact/out/deep/*zip*/deep.zip").content)).namelist()
    assert names == ["deep/b.bin"]
    md5 = hashlib.md5(b"hello").hexdigest()
    found = igor.get("job/arch/1/artifact/out/a.txt/*fingerprint*/")
    assert found.url == f"{igor.url}fingerprint/{md5}/"
    fingerprint = igor.json(f"fingerprint/{md5}/api/json")
    assert fingerprint["original"] == {"name": "arch", "number": 1}
    assert fingerprint["usage"] == [{"name": "arch", "ranges": {"ranges": [{"end": 2, "start": 1}]}}]
    assert (fingerprint["fileName"], fingerprint["hash"]) == ("a.txt", md5)
    assert igor.get(f"fingerprint/{'0' * 32}/api/json").status_code == 404
    assert 'href="artifact/out/deep/b.bin"' in igor.get("job/arch/1/").text
    assert 'lastSuccessfulBuild/artifact/out/a.txt"' in igor.get("job/arch/").text


@pytest.mark.parametrize(
    ("name", "script", "publisher", "result", "told"),
    [
        ("none", "true", archiver("x/*"), "FAILURE", 'ERROR: No artifacts found that match the file pattern "x/*".'),
        ("may", "true", archiver("x/*", allowEmptyArchive="true"), "SUCCESS", "WARN: No artifacts found"),
        ("failed", "touch a; exit 1", archiver("a", onlyIfSuccessful="true"), "FAILURE", "Skipped archiving because"),
        ("after", "touch a; exit 1", archiver("a"), "FAILURE", "Archiving artifacts"),
        ("blank", "true", archiver(""), "FAILURE", "ERROR: No artifacts are configured for archiving."),
    ],
)
def test_what_archiving_does_to_the_result(
    igor: RunningController, name: str, script: str, publisher: str, result: str, told: str
) -> None:
    """Jenkins' words and results; a failed build keeps what it left, unless told otherwise."""
    igor.create(name, publishing(script, publisher))
    build = igor.build(name)
    assert (build["result"], told in igor.log(name)) == (result, True), igor.log(name)
    assert len(build["artifacts"]) == (name == "after")


REPORT = """<testsuites><testsuite name="s" time="1.5" timestamp="2026-01-01T00:00:00">
<testcase classname="p.A" name="good" time="0.5"/>
<testcase classname="p.A" name="bad"><failure message="no">trace</failure></testcase>
<testcase classname="p.A" name="left"><skipped message="later"/></testcase><system-out>said</system-out>
</testsuite></testsuites>"""
_RECORDER = "hudson.tasks.junit.JUnitResultArchiver"
JUNIT = f"<{_RECORDER}><testResults>**/r.xml</testResults></{_RECORDER}>"


def test_junit_results_over_builds(igor: RunningController) -> None:
    """UNSTABLE by failed tests; status, age and failedSince by what the builds before had; counts as an action."""
    script = f"cat >r.xml <<'X'\n{REPORT}\nX\nif [ $BUILD_NUMBER = 3 ]; then sed -i 's/<failure.*failure>//' r.xml; fi"
    igor.create("tested", publishing(script, JUNIT))
    first = igor.build("tested")
    assert first["result"] == "UNSTABLE"
    action = next(a for a in first["actions"] if a.get("_class") == "hudson.tasks.junit.TestResultAction")
    assert (action["failCount"], action["skipCount"], action["totalCount"]) == (1, 1, 3)
    assert igor.log("tested").splitlines()[-3:] == [
        "Recording test results",
        "Build step 'Publish JUnit test result report' changed build result to UNSTABLE",
        "Finished: UNSTABLE",
    ]
    report = igor.json("job/tested/1/testReport/api/json")
    assert {k: report[k] for k in ("_class", "duration", "empty", "failCount", "passCount", "skipCount")} == {
        "_class": "hudson.tasks.junit.TestResult", "duration": 1.5, "empty": False,
        "failCount": 1, "passCount": 1, "skipCount": 1,
    }  # fmt: skip
    assert [suite["name"] for suite in report["suites"]] == ["s"]
    good, bad, left = report["suites"][0]["cases"]
    assert (good["status"], good["age"], good["className"], good["duration"]) == ("PASSED", 0, "p.A", 0.5)
    assert (bad["status"], bad["age"], bad["failedSince"]) == ("FAILED", 1, 1)
    assert (bad["errorDetails"], bad["errorStackTrace"], bad["stdout"]) == ("no", "trace", "said")
    assert (left["status"], left["skipped"], left["skippedMessage"]) == ("SKIPPED", True, "later")
    package = igor.json("job/tested/1/testReport/p/api/json")
    assert (package["name"], package["failCount"], package["passCount"]) == ("p", 1, 1)
    assert package["child"] == [{"name": "A", "testActions": []}]
    assert igor.json("job/tested/1/testReport/junit/p/A/api/json")["_class"] == "hudson.tasks.junit.ClassResult"
    assert igor.json("job/tested/1/testReport/p/A/bad/api/json") == bad | {"_class": "hudson.tasks.junit.CaseResult"}
    assert igor.get("job/tested/1/testReport/p/A/bad/").status_code == 200
    assert igor.get("job/tested/1/testReport/p/B/").status_code == 404
    page = igor.get("job/tested/1/testReport/").text
    assert "p.A.bad" in page
    assert "trace" in page
    assert "1 failed" in igor.get("job/tested/").text
    igor.build("tested", 2)
    again = igor.json("job/tested/2/testReport/api/json?tree=suites[cases[name,status,age,failedSince]]")
    assert again["suites"][0]["cases"][1] == {"name": "bad", "status": "FAILED", "age": 2, "failedSince": 1}
    assert igor.build("tested", 3)["result"] == "SUCCESS"
    fixed = igor.json("job/tested/3/testReport/api/json?tree=suites[cases[status]]")
    assert [case["status"] for case in fixed["suites"][0]["cases"]] == ["PASSED", "FIXED", "SKIPPED"]
    assert igor.get("job/none/1/testReport/api/json").status_code == 404


def test_a_crash_in_the_middle_loses_and_doubles_nothing(tmp_path: Path) -> None:
    """kill -9 of controller and agent while artifacts are under way: the build goes on and ends with all of them."""
    script = "seq 1 8000000 >big; for i in 1 2 3; do seq $i 1000 >small$i; done; md5sum big small* >sums"
    with controller_at(tmp_path / "home") as igor:
        igor.create("big", publishing(script, archiver("big, small*, sums")))
        igor.post("job/big/build")
        delivery = igor.home.build_folder("big", 1) / ".delivery"
        wait_for(lambda: list(delivery.glob("*/archive/big")), "a part has come")
        igor.kill()
        igor.start()
        build = igor.ended("big")
        assert build["result"] == "SUCCESS", igor.log("big")
        archive = igor.home.artifacts("big", 1)
        sums = dict(reversed(line.split()) for line in (archive / "sums").read_text().splitlines())
        assert sums.keys() == {"big", "small1", "small2", "small3"}
        assert sums == {name: hashlib.md5((archive / name).read_bytes()).hexdigest() for name in sums}
        lines = igor.log("big").splitlines()
        assert lines.count("Archiving artifacts") == 1
        assert [line for line in lines if line.startswith("NOTICE: the controller does not answer")]
        assert not delivery.exists()


def test_outputs_of_a_build_that_ended_while_nobody_was_there(tmp_path: Path) -> None:
    """Large ones come with the end of the run, not with the greeting, and are complete after the crash."""
    gate = tmp_path / "gate"
    script = f"echo begun; while [ ! -e {gate} ]; do sleep 0.05; done; set +x"
    script += '; value=$(head -c 60000 /dev/zero | tr "\\0" x)'
    script += '; for i in $(seq 15); do echo "k$i=$value" >>"$IGOR_OUTPUT"; done'
    with controller_at(tmp_path / "home") as igor:
        igor.create("leaving", job_xml(script))
        igor.post("job/leaving/build")
        wait_for(lambda: "begun\n" in igor.log("leaving"), "it runs")
        igor.kill()
        gate.touch()
        folder = igor.home.agents / "built-in" / "runs"
        wait_for(lambda: list(folder.glob("*/outputs.json")), "the outputs are committed")
        igor.start()
        assert igor.ended("leaving")["result"] == "SUCCESS", igor.log("leaving")
        outputs = igor.json("job/leaving/1/outputs/api/json")["outputs"]
        assert [len(output["value"]) for output in outputs] == [60_000] * 15


def test_a_stopped_build_keeps_what_it_left(igor: RunningController) -> None:
    """As in Jenkins, what a build publishes is no part of what a stop ends."""
    igor.create("stopped", publishing("echo x >left; echo begun; sleep 600", archiver("left")))
    igor.post("job/stopped/build")
    wait_for(lambda: "begun\n" in igor.log("stopped"), "it runs")
    assert igor.post("job/stopped/1/stop").status_code == 302
    build = igor.ended("stopped")
    assert (build["result"], [a["fileName"] for a in build["artifacts"]]) == ("ABORTED", ["left"])
    assert igor.log("stopped").splitlines()[-3:] == ["Aborted by admin", "Archiving artifacts", "Finished: ABORTED"]


def needs(text: str) -> str:
    return f"<igor.inputs.Needs><needs>{text}</needs></igor.inputs.Needs>"


LEAVE = """mkdir -p dist "$IGOR_ARTIFACTS/deep"; printf content >dist/p.txt
echo version=1.2 >>"$IGOR_OUTPUT"
echo package=artifact:dist/p.txt >>"$IGOR_OUTPUT"
printf '\\000\\001\\377' >"$IGOR_OUTPUT.d/bytes"
printf large >"$IGOR_ARTIFACTS/deep/l.bin"
"""
SHOW = 'echo "got $IGOR_IN_BUILD_VERSION"'


def test_outputs_and_inputs(igor: RunningController) -> None:
    """Kept with the build; read by REST, by later steps, by triggered builds that ask for them; files by reference."""
    child = "<hudson.tasks.BuildTrigger><childProjects>taker</childProjects></hudson.tasks.BuildTrigger>"
    taking = (
        'echo "up $IGOR_IN_UPSTREAM_VERSION $IGOR_IN_GIVER_PACKAGE"; cat "$IGOR_INPUTS"; echo "no ${IGOR_IN_BYTES-}"'
    )
    igor.create("taker", job_xml(taking, policy=needs("upstream.version giver.package")))
    extra = f"<publishers>{child}</publishers>"
    igor.create("giver", job_xml(LEAVE, SHOW, policy=needs("build.version"), extra=extra))
    build = igor.build("giver")
    assert build["result"] == "SUCCESS", igor.log("giver")
    assert "\ngot 1.2\n" in igor.log("giver")
    assert [a["relativePath"] for a in build["artifacts"]] == ["deep/l.bin", "dist/p.txt"]
    sha256 = hashlib.sha256(b"content").hexdigest()
    large, *others = igor.json("job/giver/1/outputs/api/json")["outputs"]
    assert (large["key"], large["value"]["path"], large["value"]["size"]) == ("artifacts/deep/l.bin", "deep/l.bin", 5)
    assert others == [
        {"key": "bytes", "kind": "base64", "value": "AAH/"},
        {"key": "package", "kind": "artifact", "value": {"path": "dist/p.txt", "size": 7, "sha256": sha256}},
        {"key": "version", "kind": "text", "value": "1.2"},
    ]
    assert igor.get("job/giver/lastSuccessfulBuild/outputs/version").text == "1.2"
    assert igor.get("job/giver/1/outputs/bytes").content == b"\0\1\xff"
    assert igor.get("job/giver/1/artifact/deep/l.bin").text == "large"
    assert igor.get("job/giver/1/outputs/package").text == "content"
    assert igor.get("job/giver/1/outputs/nothing").status_code == 404
    assert igor.ended("taker")["result"] == "SUCCESS", igor.log("taker")
    address = f"{igor.url}job/giver/1/artifact/dist/p.txt"
    assert f"up 1.2 {address}\n" in igor.log("taker")
    assert f'"giver.package": "{address}"' in igor.log("taker")
    alone = igor.build("taker", 2)
    assert alone["result"] == "FAILURE"
    assert "ERROR: the job needs upstream.version, and there is no such output\n" in igor.log("taker", 2)


PARAMETERS = """<hudson.model.ParametersDefinitionProperty><parameterDefinitions>
<hudson.model.FileParameterDefinition><name>in/data.txt</name></hudson.model.FileParameterDefinition>
<hudson.model.RunParameterDefinition><name>FROM</name><projectName>plain</projectName><filter>SUCCESSFUL</filter>
</hudson.model.RunParameterDefinition>
<com.cloudbees.plugins.credentials.CredentialsParameterDefinition><name>KEY</name><defaultValue>deploy</defaultValue>
</com.cloudbees.plugins.credentials.CredentialsParameterDefinition>
</parameterDefinitions></hudson.model.ParametersDefinitionProperty>"""


def test_parameters_of_every_kind(igor: RunningController) -> None:
    """A file reaches the workspace before the first step; a run gives its variables; a credential its id."""
    igor.create("plain", job_xml("true"))
    igor.build("plain")
    script = 'cat in/data.txt; echo "$FROM $FROM_JOBNAME $FROM_NUMBER $FROM_RESULT $FROM_NAME $KEY"'
    igor.create("given", job_xml(script, policy=PARAMETERS))
    big = b"the file's text\n" * 100_000
    sent = igor.post("job/given/buildWithParameters", files={"in/data.txt": ("a/report.txt", big)})
    assert sent.status_code == 201, sent.text
    build = igor.ended("given")
    assert build["result"] == "SUCCESS", igor.log("given")[-2000:]
    log = igor.log("given")
    assert "Copying file to in/data.txt\n" in log
    assert log.count("the file's text\n") == 100_000
    assert f"{igor.url}job/plain/1/ plain 1 SUCCESS #1 deploy\n" in log
    assert build["actions"][0]["parameters"] == [
        {"_class": "hudson.model.FileParameterValue", "name": "in/data.txt"},
        {"_class": "hudson.model.RunParameterValue", "name": "FROM", "jobName": "plain", "number": "1"},
        {
            "_class": "com.cloudbees.plugins.credentials.CredentialsParameterValue",
            "name": "KEY",
            "value": "deploy",
        },
    ]
    variables = igor.json("job/given/1/injectedEnvVars/api/json")["envMap"]
    assert (variables["FROM_NUMBER"], variables["JOB_NAME"], variables["KEY"]) == ("1", "given", "deploy")
    form = '{"parameter": [{"name": "in/data.txt", "file": "file0"}, {"name": "FROM", "value": "plain#1"}]}'
    sent = igor.post("job/given/build", data={"json": form}, files={"file0": ("b.txt", b"second\n")})
    assert sent.status_code == 201, sent.text
    assert igor.ended("given", 2)["result"] == "SUCCESS"
    assert "\nsecond\n" in igor.log("given", 2)
    wrong = igor.post("job/given/buildWithParameters", data={"FROM": "plain#99"})
    assert (wrong.status_code, "there is no build plain#99" in wrong.text) == (500, True)
    nothing = igor.build("given", 3, KEY="other")
    assert [parameter["name"] for parameter in nothing["actions"][0]["parameters"]] == ["FROM", "KEY"]


EXTERNAL = "<hudson.model.ExternalJob><description>nightly</description></hudson.model.ExternalJob>"


def test_external_monitor_job(igor: RunningController) -> None:
    """Jenkins' protocol: a build made elsewhere is posted, with its log in hexadecimal, and counts like any other."""
    igor.create("ext", EXTERNAL)
    said = "said ä".encode().hex()
    body = f"<run><log encoding='hexBinary'>{said}</log><result>3</result><duration>1500</duration></run>"
    answer = igor.post("job/ext/postBuildResult", data=body.encode())
    assert (answer.status_code, answer.headers["X-Build-Number"]) == (200, "1"), answer.text
    build = igor.json("job/ext/1/api/json")
    assert build["_class"] == "hudson.model.ExternalRun"
    assert (build["result"], build["duration"], build["building"]) == ("FAILURE", 1500, False)
    assert igor.log("ext") == "said ä\nFinished: FAILURE\n"
    assert igor.post("job/ext/build").status_code == 409
    named = "<run><log/><result>0</result><duration>7</duration><displayName>n</displayName></run>"
    assert igor.post("job/ext/postBuildResult", data=named).headers["X-Build-Number"] == "2"
    job = igor.json("job/ext/api/json?tree=color,lastStableBuild[number,displayName],lastFailedBuild[number]")
    assert (job["color"], job["lastStableBuild"]["number"], job["lastStableBuild"]["displayName"]) == ("blue", 2, "n")
    for wrong in ("<run", "<run><log>zz</log><result>0</result></run>", "<run><log/><result>x</result></run>"):
        assert igor.post("job/ext/postBuildResult", data=wrong).status_code == 400, wrong
    assert igor.post("job/arch/postBuildResult", data=body).status_code in (404, 409)


def test_a_wrapped_command_reports_its_builds(igor: RunningController) -> None:
    """``igor wrap``: the first report makes the job, one that comes twice makes one build; outputs are kept."""
    report = {
        "id": "ab" * 16,
        "job": "cron/db",
        "started_ms": 1_000_000_000_000,
        "duration_ms": 20,
        "exit_code": 0,
        "log": "dumped\n",
        "schedule": "*/15 * * * *",
        "host": "db1",
        "outputs": {"rows": "12"},
    }
    igor.create("cron", "<com.cloudbees.hudson.plugins.folder.Folder/>")
    assert igor.post("igor/api/external", json=report).json() == {"number": 1}
    assert igor.post("igor/api/external", json=report).json() == {"number": 1}
    build = igor.json("job/cron/job/db/lastBuild/api/json")
    assert (build["number"], build["result"]) == (1, "SUCCESS")
    assert build["actions"][0]["causes"][0]["shortDescription"] == "Reported by admin on db1"
    assert igor.get("job/cron/job/db/1/outputs/rows").text == "12"
    config = igor.get("job/cron/job/db/config.xml").text
    assert "<hudson.model.ExternalJob>" in config
    assert "<successWithin>1290s</successWithin>" in config
    assert igor.post("igor/api/external", json=report | {"schedule": "* *", "job": "new"}).status_code == 400
    assert igor.post("igor/api/external", json=report | {"id": "x"}).status_code == 400


def test_the_wrapper_reports_from_a_console(igor: RunningController, tmp_path: Path) -> None:
    """As cron would run it: no agent, the real wrapper, its report taken as a build of a job that it makes."""
    credentials = tmp_path / "credentials"
    credentials.write_text(f"admin:{igor.token}")
    credentials.chmod(0o600)
    script = 'echo from cron; echo rows=5 >>"$IGOR_OUTPUT"; exit $CODE'
    for number, code in ((1, "0"), (2, "4")):
        command = [sys.executable, str(WRAPPER), "--job", "dump", "--schedule", "0 3 * * *", "--controller", igor.url]
        command += ["--credentials", str(credentials), "--", "sh", "-c", script]
        environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "CODE": code}
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
        assert (done.returncode, "from cron\n" in done.stdout) == (int(code), True), done.stderr
        wait_for(lambda n=number: igor.get(f"job/dump/{n}/api/json").status_code == 200, "the report came")  # type: ignore[misc]
    assert (igor.ended("dump", 1)["result"], igor.ended("dump", 2)["result"]) == ("SUCCESS", "FAILURE")
    assert "from cron\n" in igor.log("dump")
    assert igor.get("job/dump/1/outputs/rows").text == "5"
    assert "Started by cron, reported by admin on " in igor.get("job/dump/1/api/json").text


def test_workspace_browsing(igor: RunningController) -> None:
    """The files of the last build's workspace, asked of its agent: folders, files, zip; nothing beside it."""
    script = "rm -rf *; mkdir -p sub; printf text >sub/a.txt; printf '<b>' >p.html; ln -s /etc/passwd out"
    igor.create("work", job_xml(script))
    assert igor.get("job/work/ws/").status_code == 404
    igor.build("work")
    page = igor.get("job/work/ws")
    assert (page.status_code, page.url) == (200, f"{igor.url}job/work/ws/")
    assert 'href="sub/"' in page.text
    answer = igor.get("job/work/ws/sub/a.txt")
    assert (answer.text, answer.headers["Content-Type"]) == ("text", "text/plain; charset=utf-8")
    assert igor.get("job/work/ws/p.html").headers["Content-Security-Policy"].startswith("sandbox")
    assert igor.get("job/work/ws/*plain*").text.split() == ["out", "p.html", "sub/"]
    names = zipfile.ZipFile(io.BytesIO(igor.get("job/work/ws/sub/*zip*/sub.zip").content)).namelist()
    assert names == ["sub/a.txt"]
    for path in ("nothing", "out", "../work/p.html", "%2e%2e"):
        assert igor.get(f"job/work/ws/{path}").status_code == 404, path


def test_artifacts_go_before_their_builds(igor: RunningController) -> None:
    """artifactNumToKeep: the older builds stay, without files; the last successful one keeps its own."""
    rotator = "<logRotator><artifactNumToKeep>2</artifactNumToKeep></logRotator>"
    igor.create(
        "rotated",
        publishing("touch a; [ $BUILD_NUMBER != 4 ]", archiver("a")).replace("<builders>", f"{rotator}<builders>"),
    )
    for number in (1, 2, 3, 4):
        igor.build("rotated", number)
    folders = [igor.home.artifacts("rotated", number) for number in (1, 2, 3, 4)]
    wait_for(lambda: [folder.exists() for folder in folders] == [False, False, True, True], "the oldest are gone")
    assert igor.json("job/rotated/1/api/json")["artifacts"] == []
    igor.build("rotated", 5)
    wait_for(lambda: not folders[2].exists(), "the third's is gone")
    assert len(igor.json("job/rotated/5/api/json")["artifacts"]) == 1


def test_a_lock_of_the_fleet(igor: RunningController) -> None:
    """Two jobs with the same ``fleetLock`` never run at once, whatever nodes they are on."""
    policy = (
        "<igor.wrapper.WrapperPolicy><fleetLock>database</fleetLock><onBusy>wait</onBusy></igor.wrapper.WrapperPolicy>"
    )
    for name in ("first", "second"):
        igor.create(f"locked-{name}", job_xml(f"until [ -e {igor.home.root}/go ]; do sleep 0.3; done", policy=policy))
    igor.post("job/locked-first/build")
    wait_for(lambda: [lock["job"] for lock in igor.json("igor/api/locks")] == ["locked-first"], "the lock is taken", 20)
    igor.post("job/locked-second/build")
    wait_for(lambda: "waiting for lock database" in igor.log("locked-second"), "it waits", 20)
    (igor.home.root / "go").touch()
    assert [igor.ended(f"locked-{name}")["result"] for name in ("first", "second")] == ["SUCCESS"] * 2
    wait_for(lambda: igor.json("igor/api/locks") == [], "the lock is free", 20)
