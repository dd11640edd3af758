"""What builds leave behind, end to end: a real controller and agent, real HTTP."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator

import pytest
from engine_world import job_xml
from running_controller import RunningController, controller_at

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
    script = "mkdir -p out/deep; printf hello >out/a.txt; head -c 9000000 /dev/zero >out/deep/b.bin; touch out/c~ 'out/ä b'"
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
