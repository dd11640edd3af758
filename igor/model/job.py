"""What a job is, as read from its ``config.xml``: the parts that Igor acts on, and a list of those it does not.

Made by ``igor.configxml``; never written back: the stored XML stays what was posted.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from igor.model.alert_policy import AlertPolicy
from igor.model.approval import ApprovalPolicy
from igor.model.matrix import Configuration, Matrix
from igor.model.schedule_policy import SchedulePolicy
from igor.model.wrapper_policy import WrapperPolicy

#: Of 1 (first) to 5. Source: jenkins.advancedqueue.PrioritySorterConfiguration.
DEFAULT_PRIORITY = 3
#: A job whose builds are made elsewhere and reported here.
EXTERNAL_JOB = "hudson.model.ExternalJob"


class Result(Enum):
    """How a build ended, worst last. Source: hudson.model.Result."""

    SUCCESS = "SUCCESS"
    UNSTABLE = "UNSTABLE"
    FAILURE = "FAILURE"
    NOT_BUILT = "NOT_BUILT"
    ABORTED = "ABORTED"

    def __init__(self, _: str) -> None:
        self.ordinal = len(type(self).__members__)

    @property
    def color(self) -> str:
        """The ball: ``blue yellow red notbuilt aborted``."""
        return ("blue", "yellow", "red", "notbuilt", "aborted")[self.ordinal]

    def is_worse_than(self, other: Result) -> bool:
        return self.ordinal > other.ordinal


@dataclass(frozen=True, slots=True)
class UnsupportedElement:
    """An element that Igor keeps but does not act on; reported in the build log and by ``igor lint``."""

    element: str
    line: int
    consequence: str


@dataclass(frozen=True, slots=True)
class ParameterDefinition:
    """``kind``: ``string text boolean choice password file run credentials``; ``class_name`` is Jenkins' class.

    ``project`` and ``filter``: of which job a ``run`` is, and which of its builds: ``ALL COMPLETED SUCCESSFUL STABLE``.
    """

    name: str
    kind: str
    class_name: str
    default: str = ""
    description: str = ""
    choices: tuple[str, ...] = ()
    trim: bool = False
    project: str = ""
    filter: str = "ALL"


@dataclass(frozen=True, slots=True)
class ShellStep:
    """``hudson.tasks.Shell``: run by ``/bin/sh -xe`` unless the script starts with ``#!``."""

    command: str
    unstable_exit_code: int | None = None


@dataclass(frozen=True, slots=True)
class SeedStep:
    """``javaposse.jobdsl.plugin.ExecuteDslScripts``; ``targets`` are Ant patterns below the workspace.

    ``additional_parameters``: variables that the scripts find beside the build's.
    """

    targets: tuple[str, ...] = ()
    script_text: str | None = None
    ignore_existing: bool = False
    removed_job_action: str = "IGNORE"
    removed_view_action: str = "IGNORE"
    lookup_strategy: str = "JENKINS_ROOT"
    additional_classpath: tuple[str, ...] = ()
    fail_on_missing_plugin: bool = False
    unstable_on_deprecation: bool = False
    ignore_missing_files: bool = False
    removed_config_files_action: str = "IGNORE"
    additional_parameters: tuple[tuple[str, str | int | bool], ...] = ()


@dataclass(frozen=True, slots=True)
class UnsupportedStep:
    """A builder that Igor cannot run: a build that reaches it fails, naming it and its line."""

    element: str
    line: int


Step = ShellStep | SeedStep | UnsupportedStep


@dataclass(frozen=True, slots=True)
class TimerTrigger:
    """``spec`` is a cron table: lines, comments, ``H``, aliases, ``TZ=``; if ``parameterized``, a line may end with
    ``%name=value;name=value`` (the parameterized-scheduler plugin's).
    """

    spec: str
    parameterized: bool = False


@dataclass(frozen=True, slots=True)
class UpstreamTrigger:
    """``jenkins.triggers.ReverseBuildTrigger``: build after any of ``upstream`` ended at least as well as threshold."""

    upstream: tuple[str, ...]
    threshold: Result


@dataclass(frozen=True, slots=True)
class DownstreamTrigger:
    """``hudson.tasks.BuildTrigger``: after this job ended at least as well as ``threshold``, build ``children``."""

    children: tuple[str, ...]
    threshold: Result


@dataclass(frozen=True, slots=True)
class ArchiveArtifacts:
    """``hudson.tasks.ArtifactArchiver``: Ant patterns, comma separated as posted."""

    includes: str
    excludes: str = ""
    allow_empty: bool = False
    only_if_successful: bool = False
    fingerprint: bool = False
    default_excludes: bool = True
    case_sensitive: bool = True
    follow_symlinks: bool = True


@dataclass(frozen=True, slots=True)
class RecordFingerprints:
    """``hudson.tasks.Fingerprinter``: of the files that the Ant patterns name."""

    includes: str
    excludes: str = ""
    default_excludes: bool = True
    case_sensitive: bool = True


@dataclass(frozen=True, slots=True)
class JUnitResults:
    """``hudson.tasks.junit.JUnitResultArchiver`` and the JUnit files of the xUnit plugin.

    A build with more failed tests than ``unstable_above`` is UNSTABLE, than ``failed_above`` FAILURE; −1: never.
    ``step_name``: what the log calls it.
    """

    includes: str
    allow_empty: bool = False
    keep_long_output: bool = False
    unstable_above: int = 0
    failed_above: int = -1
    step_name: str = "Publish JUnit test result report"


Publisher = ArchiveArtifacts | RecordFingerprints | JUnitResults


@dataclass(frozen=True, slots=True)
class DiscardPolicy:
    """Jenkins' log rotator; −1 keeps all. The ``artifact_…`` hold for the artifacts of builds that are kept."""

    days_to_keep: int = -1
    num_to_keep: int = -1
    artifact_days_to_keep: int = -1
    artifact_num_to_keep: int = -1


@dataclass(frozen=True, slots=True)
class Throttle:
    """At most so many builds at a time (0: any number): of the job by itself, or of all jobs of its categories.

    Source: hudson.plugins.throttleconcurrents.ThrottleJobProperty.
    """

    max_total: int = 0
    max_per_node: int = 0
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CredentialBinding:
    """A credential that a build's commands get. ``kind``: the binding's symbol, such as ``usernamePassword``.

    ``variables``: pairs of what it is (``password``, ``keyFile``) and the variable that gets it.
    Source: org.jenkinsci.plugins.credentialsbinding.MultiBinding.
    """

    kind: str
    credentials_id: str
    variables: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """How often a build is built again which Igor lost, or which its machinery broke. None: as the controller says."""

    lost: int | None = None
    error: int | None = None


@dataclass(frozen=True, slots=True)
class JobDefinition:
    """A job as its ``config.xml`` says. ``label`` None: any node; ``quiet_period_s`` None: the global one.

    ``resources``: names of what only one build of all jobs holds at a time. ``priority``: a lower number goes first.
    ``needs``: outputs that its commands find in ``IGOR_IN_…`` (``igor.controller.build_inputs``). ``matrix``: its
    builds are those of its configurations; ``configuration``: it is one of those. ``approval``: each build waits for a
    person.
    """

    class_name: str
    description: str | None = None
    display_name: str | None = None
    disabled: bool = False
    concurrent: bool = False
    quiet_period_s: int | None = None
    label: str | None = None
    custom_workspace: str | None = None
    auth_token: str | None = None
    keep_dependencies: bool = False
    block_on_upstream: bool = False
    block_on_downstream: bool = False
    parameters: tuple[ParameterDefinition, ...] = ()
    timers: tuple[TimerTrigger, ...] = ()
    upstream_triggers: tuple[UpstreamTrigger, ...] = ()
    downstream_triggers: tuple[DownstreamTrigger, ...] = ()
    steps: tuple[Step, ...] = ()
    publishers: tuple[Publisher, ...] = ()
    needs: tuple[str, ...] = ()
    environment: tuple[tuple[str, str], ...] = ()
    discard: DiscardPolicy = DiscardPolicy()
    policy: WrapperPolicy = WrapperPolicy()
    retry: RetryPolicy = RetryPolicy()
    throttle: Throttle = Throttle()
    resources: tuple[str, ...] = ()
    priority: int = DEFAULT_PRIORITY
    schedule: SchedulePolicy = SchedulePolicy()
    bindings: tuple[CredentialBinding, ...] = ()
    alerts: AlertPolicy = AlertPolicy()
    approval: ApprovalPolicy | None = None
    timestamps: bool = False
    matrix: Matrix | None = None
    configuration: Configuration | None = None
    unsupported: tuple[UnsupportedElement, ...] = ()
