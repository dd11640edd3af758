"""``<igor.approval.ApprovalPolicy>``: a wrong one lets builds start that nobody approved, or asks nobody."""

from __future__ import annotations

import pytest

from igor.configxml import definition_from_json, definition_to_json, read_item
from igor.model.approval import ApprovalPolicy
from igor.model.errors import InvalidSource
from igor.model.job import JobDefinition

POLICY = """<project><properties>
<igor.approval.ApprovalPolicy>
  <message>Deploy?</message><submitter>ops, alice,ops</submitter><ok>Go</ok><timeout>4h</timeout>
</igor.approval.ApprovalPolicy>
</properties></project>"""


def job(xml: str) -> JobDefinition:
    definition = read_item(xml)
    assert isinstance(definition, JobDefinition)
    return definition


def test_policy() -> None:
    """Would show names lost, or a build whose plan forgets the policy."""
    definition = job(POLICY)
    assert definition.approval == ApprovalPolicy("Deploy?", ("ops", "alice"), "Go", 4 * 3_600_000)
    assert definition.unsupported == ()
    assert definition_from_json(definition_to_json(definition)) == definition
    assert job("<project><properties><igor.approval.ApprovalPolicy/></properties></project>").approval is not None
    assert job("<project/>").approval is None


def test_configurations_of_a_matrix_wait_for_nobody() -> None:
    """One question for each configuration, after that for the job."""
    text = POLICY.replace("<project>", "<matrix-config><combination/>").replace("</project>", "</matrix-config>")
    assert job(text).approval is None


@pytest.mark.parametrize(
    ("policy", "said"),
    [
        ("<submiter>a</submiter>", "<submiter> is no setting of an approval"),
        ("<submitter>a,,b</submitter>", "a name is empty"),
        ("<timeout>soon</timeout>", "“soon” is not a duration"),
        ("<timeout>0s</timeout>", "there is no time to answer"),
        ("<message> </message>", "it is empty"),
        (f"<message>{'x' * 501}</message>", "one line of at most 500 characters"),
        ("<ok>a</ok><ok>b</ok>", "<ok> occurs twice"),
    ],
)
def test_bad_policies(policy: str, said: str) -> None:
    """A misspelt policy would be found when nobody was asked."""
    element = f"<igor.approval.ApprovalPolicy>\n{policy}</igor.approval.ApprovalPolicy>"
    xml = f"<project><properties>\n{element}</properties></project>"
    with pytest.raises(InvalidSource) as error:
        read_item(xml)
    assert said in str(error.value)
    assert error.value.line == 3
