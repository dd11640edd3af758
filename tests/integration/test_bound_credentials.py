"""Credentials in builds, end to end: a real controller and agent; what is bound works and is hidden in the log."""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from engine_world import job_xml, wait_for
from running_controller import XML, RunningController, controller_at

from igor.model.credential import AWS, CERTIFICATE, SECRET_FILE, SECRET_TEXT, SSH_KEY, USERNAME_PASSWORD

pytestmark = [pytest.mark.integration, pytest.mark.slow]

IMPL = "org.jenkinsci.plugins.credentialsbinding.impl"
KEY = "-----BEGIN KEY-----\nline-one\n-----END KEY-----"


@pytest.fixture(scope="module")
def igor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningController]:
    with controller_at(tmp_path_factory.mktemp("home") / "home") as running:
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as made:
            made.writestr("inside/name.txt", "zipped\n")
        add(running, SECRET_TEXT, "text", secret="hush-text-1")
        add(running, USERNAME_PASSWORD, "login", username="anna", password="pa$$ w'ord")
        add(running, SECRET_FILE, "file", fileName="f.txt", secretBytes=base64.b64encode(b"of the file\n").decode())
        add(running, SECRET_FILE, "zip", fileName="z.zip", secretBytes=base64.b64encode(archive.getvalue()).decode())
        direct = f'privateKeySource class="{SSH_KEY}$DirectEntryPrivateKeySource"'
        ssh = f"<{direct}><privateKey>{KEY}</privateKey></privateKeySource>"
        add(running, SSH_KEY, "ssh", ssh, username="git", passphrase="of-the-key")
        source = f'<keyStoreSource class="{CERTIFICATE}$PEMEntryKeyStoreSource">{pem()}</keyStoreSource>'
        add(running, CERTIFICATE, "cert", source, password="of-the-store", description="alias-1")
        add(running, AWS, "aws", accessKey="AKIA1", secretKey="aws-secret-1")
        yield running


def pem() -> str:
    """A certificate of our own and its key, as elements."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "test")])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(now).not_valid_after(now + timedelta(days=1))
    chain = builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM).decode()
    hiding = serialization.BestAvailableEncryption(b"of-the-store")
    own = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, hiding).decode()
    return f"<certChain>{chain}</certChain><privateKey>{own}</privateKey>"


def add(igor: RunningController, class_name: str, credential_id: str, more: str = "", **fields: str) -> None:
    inside = "".join(f"<{name}>{value}</{name}>" for name, value in fields.items())
    xml = f"<{class_name}><scope>GLOBAL</scope><id>{credential_id}</id>{inside}{more}</{class_name}>"
    answer = igor.post("credentials/store/system/domain/_/createCredentials", data=xml.encode(), headers=XML)
    assert answer.status_code == 200, answer.text


def binding(name: str, credential_id: str, **variables: str) -> str:
    class_name = name if "." in name else f"{IMPL}.{name}"
    inside = "".join(f"<{place}>{variable}</{place}>" for place, variable in variables.items())
    return f"<{class_name}><credentialsId>{credential_id}</credentialsId>{inside}</{class_name}>"


def bound(script: str, *bindings: str, policy: str = "") -> str:
    wrapper = f"<{IMPL}.SecretBuildWrapper><bindings>{''.join(bindings)}</bindings></{IMPL}.SecretBuildWrapper>"
    return job_xml(script, extra=f"<buildWrappers>{wrapper}</buildWrappers>", policy=policy)


def test_texts(igor: RunningController) -> None:
    """The commands see them; the log shows stars, however they are printed."""
    script = "\n".join(
        [
            'echo "text $TEXT user $USER_NAME both"; test "$PAIR" = "anna:$PASS" && echo pair',
            'test "$PASS" = "pa\\$\\$ w\'ord" && echo equal; printf %s "$TEXT" | base64',
            'echo "$AWS_ACCESS_KEY_ID $AWS_SECRET_ACCESS_KEY"',
        ]
    )
    xml = bound(
        script,
        binding("StringBinding", "text", variable="TEXT"),
        binding("UsernamePasswordMultiBinding", "login", usernameVariable="USER_NAME", passwordVariable="PASS"),
        binding("UsernamePasswordBinding", "login", variable="PAIR"),
        binding("com.cloudbees.jenkins.plugins.awscredentials.AmazonWebServicesCredentialsBinding", "aws"),
    )
    igor.create("texts", xml)
    assert igor.build("texts")["result"] == "SUCCESS", igor.log("texts")
    log = igor.log("texts")
    lines = log.splitlines()
    assert "text **** user anna both" in lines
    assert {"equal", "pair", "AKIA1 ****"} <= set(lines)
    recorded = igor.get("job/texts/1/injectedEnvVars/api/json").text + igor.get("job/texts/1/").text
    for secret in ("hush-text-1", "pa$$", "w'ord", "aws-secret-1", base64.b64encode(b"hush-text-1").decode()):
        assert secret not in log, log
        assert secret not in recorded


def test_files(igor: RunningController) -> None:
    """They lie where only the agent's user reads them, with their contents, and are gone after the build."""
    script = "\n".join(
        [
            'cat "$FILE" "$ZIP/inside/name.txt"; sed -n 2p "$KEY"; echo "$KEY_USER"; stat -c "mode %a" "$FILE" "$KEY"',
            'openssl pkcs12 -in "$STORE" -passin "pass:$STORE_PASS" -nokeys -noout && echo "store for $ALIAS"',
            'dirname "$FILE" >where',
        ]
    )
    xml = bound(
        script,
        binding("FileBinding", "file", variable="FILE"),
        binding("ZipFileBinding", "zip", variable="ZIP"),
        binding(
            "SSHUserPrivateKeyBinding",
            "ssh",
            keyFileVariable="KEY",
            usernameVariable="KEY_USER",
            passphraseVariable="P",
        ),
        binding(
            "CertificateMultiBinding",
            "cert",
            keystoreVariable="STORE",
            passwordVariable="STORE_PASS",
            aliasVariable="ALIAS",
        ),
    )
    igor.create("files", xml)
    assert igor.build("files")["result"] == "SUCCESS", igor.log("files")
    lines = igor.log("files").splitlines()
    assert {"of the file", "zipped", "line-one", "git", "mode 600", "store for alias-1"} <= set(lines)
    (where,) = igor.home.agents.glob("*/workspace/**/where")
    folder = Path(where.read_text().strip())
    wait_for(lambda: not folder.exists(), "the run's folder is gone")


@pytest.mark.parametrize(
    ("name", "credential_id", "told"),
    [
        ("gone", "nothing", "ERROR: Could not find credentials entry with ID 'nothing'"),
        ("kind", "login", "ERROR: Credentials 'login' is of type 'Username with password' where"),
    ],
)
def test_what_cannot_be_bound(igor: RunningController, name: str, credential_id: str, told: str) -> None:
    """The build fails before its first command, in Jenkins' words."""
    igor.create(name, bound("echo ran", binding("StringBinding", credential_id, variable="X")))
    assert igor.build(name)["result"] == "FAILURE"
    assert (told in igor.log(name), "ran" in igor.log(name).splitlines()) == (True, False)


def test_chosen_by_a_parameter(igor: RunningController) -> None:
    """A credentials parameter names it; the parameter itself is no secret."""
    definition = (
        "<hudson.model.ParametersDefinitionProperty><parameterDefinitions>"
        "<com.cloudbees.plugins.credentials.CredentialsParameterDefinition><name>WHICH</name><defaultValue>text</defaultValue>"
        "</com.cloudbees.plugins.credentials.CredentialsParameterDefinition></parameterDefinitions>"
        "</hudson.model.ParametersDefinitionProperty>"
    )
    xml = bound('echo "$WHICH is $X"', binding("StringBinding", "${WHICH}", variable="X"), policy=definition)
    igor.create("chosen", xml)
    assert igor.build("chosen", WHICH="text")["result"] == "SUCCESS", igor.log("chosen")
    assert "text is ****" in igor.log("chosen").splitlines()
