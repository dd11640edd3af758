"""Credentials over HTTP: what clients create, see, change and delete, and that no secret ever comes back."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from typing import Any

import jenkins
import pytest
from api4jenkins import Jenkins as Api4Jenkins
from jenkinsapi.credential import (
    DockerServerCredentials,
    FileCredentials,
    SecretTextCredential,
    SSHKeyCredential,
    UsernamePasswordCredential,
)
from jenkinsapi.jenkins import Jenkins as JenkinsApi
from rest_server import FOLDER, XML, Rest, serving

from igor.configxml.folder_credentials import PROPERTY
from igor.controller import credentials, settings, users
from igor.model.credential import CERTIFICATE, SECRET_FILE, SECRET_TEXT, SSH_KEY, USERNAME_PASSWORD

pytestmark = pytest.mark.integration

STORE = "credentials/store/system"
DOMAIN = f"{STORE}/domain/_"
DOMAIN_CLASS = "com.cloudbees.plugins.credentials.domain"
SECRET = "s3cret-of-the-test"


def user_password(credential_id: str = "login", description: str = "for tests", password: str = SECRET) -> str:
    return (
        f"<{USERNAME_PASSWORD}><scope>GLOBAL</scope><id>{credential_id}</id><description>{description}</description>"
        f"<username>anna</username><password>{password}</password></{USERNAME_PASSWORD}>"
    )


@pytest.fixture(scope="module")
def rest(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rest]:
    with serving(tmp_path_factory.mktemp("home") / "home") as served:
        served.create("team", FOLDER)
        served.create("team/app")
        served.create("other", FOLDER)
        yield served


@pytest.fixture(autouse=True)
def _empty(rest: Rest) -> None:
    rest.controller.store.write(lambda connection: connection.execute("DELETE FROM credential"))
    rest.controller.store.write(lambda connection: connection.execute("DELETE FROM credential_domain"))


def post_xml(rest: Rest, path: str, xml: str) -> int:
    return rest.post(path, data=xml, headers=XML).status_code


def post_form(rest: Rest, path: str, form: dict[str, Any], **options: Any) -> Any:
    return rest.post(path, data={"json": json.dumps(form)}, **options)


def test_the_life_of_a_credential(rest: Rest) -> None:
    """Created, listed, shown without its secret, changed, deleted; a second one of its id is a conflict."""
    place = f"{DOMAIN}/credential/login"
    assert post_xml(rest, f"{DOMAIN}/createCredentials", user_password()) == 200
    assert post_xml(rest, f"{DOMAIN}/createCredentials", user_password()) == 409
    assert rest.json(f"{DOMAIN}/api/json?tree=credentials[*]")["credentials"] == [
        {
            "description": "for tests",
            "displayName": "anna/****** (for tests)",
            "fingerprint": None,
            "fullName": "system/_/login",
            "id": "login",
            "typeName": "Username with password",
        }
    ]
    shown = rest.get(f"{place}/config.xml")
    assert "<secret-redacted/>" in shown.text
    assert SECRET not in shown.text
    assert post_xml(rest, f"{place}/config.xml", user_password(description="changed")) == 200
    assert rest.json(f"{place}/api/json")["description"] == "changed"
    assert rest.call("DELETE", f"{place}/config.xml").status_code == 200
    assert [rest.get(f"{place}/{path}").status_code for path in ("api/json", "config.xml", "")] == [404, 404, 404]


def test_secrets_are_encrypted_at_rest(rest: Rest) -> None:
    """Whoever reads the store without the key learns nothing; builds get the secret back."""
    post_xml(rest, f"{DOMAIN}/createCredentials", user_password())
    with rest.controller.store.read() as connection:
        kept = connection.execute("SELECT config_xml FROM credential").fetchone()["config_xml"]
        found = credentials.find_for_item(connection, "team/app", "login")
    assert SECRET not in kept
    assert found is not None
    assert credentials.plain_values(rest.controller, found)["password"] == SECRET


def test_what_is_shown_can_be_sent_back(rest: Rest) -> None:
    """An edit of what was shown keeps the secret; a new value replaces it."""
    post_xml(rest, f"{DOMAIN}/createCredentials", user_password())
    place = f"{DOMAIN}/credential/login/config.xml"
    post_xml(rest, place, rest.get(place).text.replace("anna", "bert"))
    values = plain(rest, "login")
    assert (values["username"], values["password"]) == ("bert", SECRET)
    post_xml(rest, place, user_password(password="another"))
    assert plain(rest, "login")["password"] == "another"


def plain(rest: Rest, credential_id: str, job: str = "team/app") -> Any:
    with rest.controller.store.read() as connection:
        found = credentials.find_for_item(connection, job, credential_id)
    assert found is not None
    return credentials.plain_values(rest.controller, found)


def test_a_credential_without_an_id_gets_one(rest: Rest) -> None:
    """As the form of Jenkins' page sends it."""
    post_xml(rest, f"{DOMAIN}/createCredentials", user_password(credential_id=""))
    (listed,) = rest.json(f"{DOMAIN}/api/json?depth=1")["credentials"]
    assert len(listed["id"]) == 36


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        ("<a", XML, 500),
        ("<project/>", XML, 500),
        ("", XML, 500),
        (user_password().replace("GLOBAL", "MOON"), XML, 500),
        ("json={", {"Content-Type": "application/x-www-form-urlencoded"}, 400),
        ("json=[]", {"Content-Type": "application/x-www-form-urlencoded"}, 400),
        ("x=y", {"Content-Type": "application/x-www-form-urlencoded"}, 400),
        ("json={}", {"Content-Type": "application/x-www-form-urlencoded"}, 400),
        ('json={"credentials": {"id": "x"}}', {"Content-Type": "application/x-www-form-urlencoded"}, 400),
        ('json={"credentials": {"$class": "a b"}}', {"Content-Type": "application/x-www-form-urlencoded"}, 400),
    ],
)
def test_what_is_no_credential_is_refused(rest: Rest, body: str, headers: dict[str, str], status: int) -> None:
    """With the status that Jenkins gives; nothing is created."""
    answer = rest.post(f"{DOMAIN}/createCredentials", data=body, headers=headers)
    assert (answer.status_code, bool(answer.headers["X-Error"])) == (status, True)
    assert rest.json(f"{DOMAIN}/api/json?depth=1")["credentials"] == []


def test_no_content_type(rest: Rest) -> None:
    """400 with the words of Jenkins."""
    answer = rest.post(f"{DOMAIN}/createCredentials", data=b"<a/>")
    assert (answer.status_code, answer.headers["X-Error"]) == (400, "No Content-Type header set")


_DIRECT, _UPLOADED, _PEM = (
    f"{SSH_KEY}$DirectEntryPrivateKeySource",
    f"{CERTIFICATE}$UploadedKeyStoreSource",
    f"{CERTIFICATE}$PEMEntryKeyStoreSource",
)


@pytest.mark.parametrize(
    ("fields", "title", "secret_path", "secret"),
    [
        ({"$class": USERNAME_PASSWORD, "username": "u", "password": "p-1"}, "Username with password", "password", "p-1"),  # noqa: E501
        ({"$class": SECRET_TEXT, "secret": "text-1"}, "Secret text", "secret", "text-1"),
        (
            {
                "$class": SSH_KEY,
                "username": "git",
                "privateKeySource": {"stapler-class": _DIRECT, "privateKey": "-----K-----"},
            },
            "SSH Username with private key",
            "privateKeySource/privateKey",
            "-----K-----",
        ),
        (
            {
                "$class": CERTIFICATE,
                "password": "pw",
                "keyStoreSource": {"$class": _UPLOADED, "uploadedKeystore": "a2V5cw=="},
            },
            "Certificate",
            "keyStoreSource/uploadedKeystoreBytes",
            "a2V5cw==",
        ),
        (
            {
                "$class": CERTIFICATE,
                "keyStoreSource": {"$class": _PEM, "certChain": "CERT", "privateKey": "KEY"},
            },
            "Certificate",
            "keyStoreSource/certChain",
            "CERT",
        ),
        ({"$class": "org.acme.Unheard", "apiKey": "k-1", "url": "u"}, "Unheard", "apiKey", "k-1"),
    ],
)  # fmt: skip
def test_forms_of_each_kind(rest: Rest, fields: dict[str, Any], title: str, secret_path: str, secret: str) -> None:
    """As Ansible's module sends them: 302 to a page that is there; the secret is kept and not shown."""
    noise = {"id": "it", "description": "d", "command": "add", "filePath": None}
    done = post_form(rest, f"{DOMAIN}/createCredentials", {"": "0", "credentials": {**fields, **noise}})
    assert (done.status_code, done.headers["Location"]) == (302, f"{rest.url}{DOMAIN}/")
    assert rest.get(f"{DOMAIN}/").status_code == 200
    assert rest.json(f"{DOMAIN}/credential/it/api/json")["typeName"] == title
    assert plain(rest, "it")[secret_path] == secret
    for path in ("credential/it/config.xml", "credential/it/", "credential/it/api/json", "", "api/json?depth=3"):
        assert secret not in rest.get(f"{DOMAIN}/{path}").text


def test_a_file_by_form(rest: Rest) -> None:
    """The content comes as a part of its own."""
    form = {"": "0", "credentials": {"$class": SECRET_FILE, "id": "f", "file": "file0", "fileName": "x"}}
    sent = {"file0": ("key.bin", b"\x00\xffbytes")}
    assert post_form(rest, f"{DOMAIN}/createCredentials", form, files=sent).status_code == 302
    assert rest.json(f"{DOMAIN}/credential/f/api/json")["displayName"] == "key.bin"
    assert base64.b64decode(plain(rest, "f")["secretBytes"]) == b"\x00\xffbytes"
    assert post_form(rest, f"{DOMAIN}/createCredentials", form).status_code == 400


def test_answers_for_pages_that_ask_for_json(rest: Rest) -> None:
    """The page's own script wants to know what happened."""
    headers = {"Accept": "application/json"}
    form = {"credentials": {"$class": SECRET_TEXT, "id": "it", "secret": "x"}}
    kinds = [
        post_form(rest, f"{DOMAIN}/createCredentials", form, headers=headers).json()["data"]["notificationType"]
        for _ in range(2)
    ]
    assert kinds == ["SUCCESS", "ERROR"]


def test_domains(rest: Rest) -> None:
    """Created by XML and by form, listed as a map, changed, deleted with what they hold."""
    xml = f"<{DOMAIN_CLASS}s.Domain><name>prod</name><description>d</description></{DOMAIN_CLASS}s.Domain>"
    assert post_xml(rest, f"{STORE}/createDomain", xml) == 200
    assert post_xml(rest, f"{STORE}/createDomain", xml) == 409
    form = {
        "name": "test",
        "description": "",
        "specifications": [
            {"stapler-class": f"{DOMAIN_CLASS}s.HostnameSpecification", "includes": "a,b", "excludes": ""},
        ],
    }  # fmt: skip
    assert post_form(rest, f"{STORE}/createDomain", form).status_code == 302
    assert sorted(rest.json(f"{STORE}/api/json?tree=domains[urlName]")["domains"]) == ["_", "prod", "test"]
    assert rest.json(f"{STORE}/domain/test/api/json")["global"] is False
    assert "<includes>a,b</includes>" in rest.get(f"{STORE}/domain/test/config.xml").text
    assert post_xml(rest, f"{STORE}/domain/prod/createCredentials", user_password()) == 200
    assert post_xml(rest, f"{STORE}/domain/prod/config.xml", xml.replace("prod", "live")) == 200
    assert rest.get(f"{STORE}/domain/live/credential/login/api/json").status_code == 200
    assert rest.get(f"{STORE}/domain/prod/api/json").status_code == 404
    assert rest.post(f"{STORE}/domain/live/credential/login/doMove?destination=system/test").status_code == 302
    assert rest.get(f"{STORE}/domain/test/credential/login/api/json").status_code == 200
    assert rest.post(f"{STORE}/domain/test/doDelete").status_code == 302
    assert rest.call("DELETE", f"{STORE}/domain/live/config.xml").status_code == 200
    assert list(rest.json(f"{STORE}/api/json")["domains"]) == ["_"]
    assert rest.post(f"{DOMAIN}/doDelete").status_code == 409


def test_stores_of_folders(rest: Rest) -> None:
    """What lies in a folder is for its jobs; nearer ones win; another folder has none of it."""
    for place, password in (("", "of-root"), ("job/team/", "of-team")):
        store = f"{place}credentials/store/{'folder' if place else 'system'}/domain/_/createCredentials"
        assert post_xml(rest, store, user_password(password=password)) == 200
    assert plain(rest, "login", "team/app")["password"] == "of-team"
    assert plain(rest, "login", "other/app")["password"] == "of-root"
    listed = rest.json("job/team/credentials/store/folder/domain/_/api/json?tree=credentials[id,fullName]")
    assert listed["credentials"] == [{"id": "login", "fullName": "team/folder/_/login"}]
    assert rest.get("job/team/job/app/credentials/store/folder/api/json").status_code == 200
    assert rest.get("credentials/store/folder/api/json").status_code == 404
    assert rest.get(f"manage/{DOMAIN}/api/json").status_code == 200
    assert list(rest.json("credentials/api/json?depth=2")["stores"]) == ["system"]
    seen = rest.json("job/team/job/app/credentials/api/json?tree=stores[domains[credentials[fullName]]]")["stores"]
    assert [seen[kind]["domains"]["_"]["credentials"][0]["fullName"] for kind in ("folder", "system")] == [
        "team/folder/_/login",
        "system/_/login",
    ]
    assert "team » Folder" in rest.get("job/team/credentials/").text


def test_credentials_in_a_folders_configuration(rest: Rest) -> None:
    """As Jenkins writes folders: they are taken out and encrypted; the rest of the configuration stays."""
    domain = f"<{DOMAIN_CLASS}s.Domain>{{}}<specifications/></{DOMAIN_CLASS}s.Domain>"
    entries = "".join(
        f"<entry>{domain.format(name)}<java.util.concurrent.CopyOnWriteArrayList>{user_password(each)}"
        "</java.util.concurrent.CopyOnWriteArrayList></entry>"
        for each, name in (("one", ""), ("two", "<name>prod</name>"))
    )
    inside = f'<domainCredentialsMap class="hudson.util.CopyOnWriteMap$Hash">{entries}</domainCredentialsMap>'
    properties = f"<properties><{PROPERTY}>{inside}</{PROPERTY}></properties>"
    folder = FOLDER.removesuffix("/>")
    rest.create("held", f"{folder}><description>d</description>{properties}</{folder[1:]}>")
    for _ in range(2):
        store = "job/held/credentials/store/folder/domain"
        assert rest.json(f"{store}/_/api/json?tree=credentials[id]")["credentials"] == [{"id": "one"}]
        assert rest.json(f"{store}/prod/api/json?tree=credentials[id]")["credentials"] == [{"id": "two"}]
        shown = rest.get("job/held/config.xml").text
        assert (SECRET in shown, "<description>d</description>" in shown) == (False, True)
        assert plain(rest, "two", "held/app")["password"] == SECRET
        changed = shown.replace("<description>", f"{properties}<description>")
        assert rest.post("job/held/config.xml", data=changed, headers=XML).status_code == 200
    with rest.controller.store.read() as connection:
        assert SECRET not in str([tuple(row) for row in connection.execute("SELECT config_xml FROM item")])
    broken = properties.replace("GLOBAL", "MOON")
    answer = rest.post("createItem?name=broken", data=f"{folder}>{broken}</{folder[1:]}>", headers=XML)
    assert (answer.status_code, rest.get("job/broken/").status_code) == (500, 404)


def test_system_scope_is_not_for_jobs(rest: Rest) -> None:
    """What the controller itself uses is not handed to builds."""
    post_xml(rest, f"{DOMAIN}/createCredentials", user_password().replace("GLOBAL", "SYSTEM"))
    with rest.controller.store.read() as connection:
        assert credentials.find_for_item(connection, "team/app", "login") is None


def test_credentials_go_with_their_folder(rest: Rest) -> None:
    """A folder made later must not find them, whatever number it gets."""
    rest.create("gone", FOLDER)
    post_xml(rest, "job/gone/credentials/store/folder/domain/_/createCredentials", user_password())
    rest.post("job/gone/doDelete")
    with rest.controller.store.read() as connection:
        assert connection.execute("SELECT count(*) FROM credential").fetchone()[0] == 0


def test_who_may_see_and_change_them(rest: Rest) -> None:
    """Names of credentials tell much: reading them is a right of its own, and so is each change."""
    post_xml(rest, f"{DOMAIN}/createCredentials", user_password())
    users.create_user(rest.controller, "zoe", "", "correct horse")
    _, token = users.create_token(rest.controller, "zoe")
    store = "job/team/credentials/store/folder/domain/_"
    post_xml(rest, f"{store}/createCredentials", user_password())
    everybody = ["Overall/Read", "Job/Read"]
    for granted, statuses in ((everybody, (403, 403, 403)), ([*everybody, "Credentials/View"], (200, 200, 403))):
        said = {"strategy": "matrix", "entries": {"user:zoe": granted}}
        settings.put(rest.controller, "authorization", json.dumps(said))
        for place in (DOMAIN, store):
            read = [
                rest.get(f"{place}/{path}", auth=("zoe", token)) for path in ("api/json", "credential/login/config.xml")
            ]
            changed = rest.call("DELETE", f"{place}/credential/login/config.xml", auth=("zoe", token))
            assert tuple(answer.status_code for answer in (*read, changed)) == statuses
    settings.put(rest.controller, "authorization", settings.DEFAULTS["authorization"])


def test_a_users_own_store(rest: Rest) -> None:
    """It is for its user alone, not even for administrators."""
    users.create_user(rest.controller, "eve", "", "correct horse")
    _, token = users.create_token(rest.controller, "eve")
    place = "user/eve/credentials/store/user/domain/_"
    own = rest.post(f"{place}/createCredentials", data=user_password(), headers=XML, auth=("eve", token))
    assert own.status_code == 200
    assert rest.get(f"{place}/api/json").status_code == 403
    assert rest.get(f"{place}/api/json", auth=("eve", token)).status_code == 200


def test_jenkinsapi(rest: Rest) -> None:
    """Its container of credentials: created by form with Python's quotes, found by description, updated, deleted."""
    server = JenkinsApi(rest.url.rstrip("/"), "admin", rest.token)
    kept = server.credentials
    encoded = base64.b64encode(b"content").decode()
    made = [
        UsernamePasswordCredential({"description": "it's d1", "userName": "u", "password": "p'\"w"}),
        SecretTextCredential({"description": "d2", "secret": "text"}),
        SSHKeyCredential({"description": "d3", "userName": "u", "passphrase": "", "private_key": "-----BEGIN"}),
        DockerServerCredentials({"description": "d5", "username": "u", "clientKey": "-----BEGIN KEY"}),
        FileCredentials({"description": "d4", "filename": "f.txt", "secret_bytes": encoded}),
    ]
    for credential in made:
        kept[credential.description] = credential
    assert sorted(kept.keys()) == ["d2", "d3", "d4", "d5", "it's d1"]
    assert [type(kept[each.description]) for each in made] == [type(each) for each in made]
    assert kept["it's d1"].password == ""
    assert plain(rest, kept["it's d1"].credential_id)["password"] == "p'\"w"
    kept["d2"] = SecretTextCredential({"description": "d2", "secret": "new"})
    assert plain(rest, kept["d2"].credential_id)["secret"] == "new"
    for description in list(kept.keys()):
        del kept[description]
    assert len(kept) == 0


def test_python_jenkins(rest: Rest) -> None:
    """Its methods for folders."""
    server = jenkins.Jenkins(rest.url, "admin", rest.token)
    server.create_credential("team", user_password("pj"))
    assert server.credential_exists("pj", "team")
    assert [each["id"] for each in server.list_credentials("team")] == ["pj"]
    assert SECRET not in server.get_credential_config("pj", "team")
    server.reconfig_credential("team", user_password("pj", description="changed"))
    assert server.get_credential_info("pj", "team")["description"] == "changed"
    server.delete_credential("pj", "team")
    assert not server.credential_exists("pj", "team")


def test_api4jenkins(rest: Rest) -> None:
    """It reads the map of domains."""
    client = Api4Jenkins(rest.url, auth=("admin", rest.token))
    client.credentials.global_domain.create(user_password("a4"))
    credential = client.credentials.global_domain.get("a4")
    assert "<secret-redacted/>" in credential.configure()
    credential.configure(user_password("a4", description="changed"))
    credential.delete()
    assert client.credentials.global_domain.get("a4") is None
