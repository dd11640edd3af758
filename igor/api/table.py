"""The route table: every path that Igor answers, its methods, the permission it needs, and what it does."""

from __future__ import annotations

from igor.api import openapi
from igor.api import permissions as p
from igor.api.account_routes import ACCOUNTS
from igor.api.admin_routes import ADMIN
from igor.api.agent_routes import AGENTS
from igor.api.alert_routes import ALERTS
from igor.api.credential_routes import CREDENTIALS
from igor.api.resources import (
    admin,
    agents,
    build_requests,
    builds,
    delivery,
    exporting,
    external,
    items,
    job_actions,
    leavings,
    metrics,
    nodes,
    own,
    pages,
    prometheus,
    queue,
    schedules,
    search,
    seeds,
    user_content,
    users,
    views,
    workspaces,
)
from igor.api.routes import ANY, Route

_GET = "GET"
_BOTH = "GET POST"
_POST = "POST"

ROOT = (
    Route("root", "", _GET, p.READ, pages.home),
    Route("root", "login", _BOTH, p.PUBLIC, pages.login),
    Route("root", "loginError", _BOTH, p.PUBLIC, pages.login_failed),
    Route("root", "j_spring_security_check", _POST, p.PUBLIC, users.log_in),
    Route("root", "logout", _BOTH, p.PUBLIC, users.log_out),
    Route("root", "health", _GET, p.PUBLIC, admin.health),
    Route("root", "prometheus/", _GET, p.PUBLIC, prometheus.metrics),
    Route("root", "agent-endpoint", _GET, p.PUBLIC, agents.endpoint),
    Route("root", "agent.pyz", _GET, p.PUBLIC, agents.zipapp),
    Route("root", "agents/register", _POST, p.PUBLIC, agents.register),
    Route("root", "buildByToken/build", _BOTH, p.PUBLIC, build_requests.build_by_token),
    Route("root", "buildByToken/polling", _BOTH, p.PUBLIC, build_requests.poll_by_token),
    Route("root", "buildByToken/buildWithParameters", _BOTH, p.PUBLIC, build_requests.build_by_token_with_parameters),
    Route("root", "quietDown", _POST, p.ADMINISTER, admin.quiet_down),
    Route("root", "cancelQuietDown", _POST, p.ADMINISTER, admin.cancel_quiet_down),
    Route("root", "scriptText", _POST, p.ADMINISTER, admin.script_text),
    Route("root", "igor/api/openapi.json", _GET, p.READ, openapi.answer),
    Route("root", "igor/api/overview", _GET, p.READ, own.get_overview),
    Route("root", "igor/api/next", _GET, p.READ, own.get_next),
    Route("node", "igor/api/drain", _POST, p.COMPUTER_DISCONNECT, nodes.drain),
    Route("node", "igor/api/resume", _POST, p.COMPUTER_DISCONNECT, nodes.resume),
    Route("root", "search", _GET, p.READ, search.search),
    Route("root", "search/suggest", _GET, p.READ, search.suggest),
    Route("root", "robots.txt", _GET, p.PUBLIC, search.robots),
    Route("root", "igor/api/schedules", _GET, p.READ, schedules.get_schedules),
    Route("root", "igor/api/slots", _GET, p.READ, schedules.get_slots),
    Route("root", "igor/api/blackouts", _POST, p.ADMINISTER, schedules.set_blackouts),
    Route("root", "igor/api/settings", _GET, p.ADMINISTER, admin.get_settings),
    Route("root", "igor/api/settings", _POST, p.ADMINISTER, admin.change_setting),
    Route("root", "igor/api/seed/settings", _GET, p.ITEM_CONFIGURE, seeds.get_settings),
    Route("root", "igor/api/seed/plan", _POST, p.ITEM_CONFIGURE, seeds.plan),
    Route("root", "igor/api/seed/apply", _POST, p.ADMINISTER, seeds.apply),
    Route("root", "igor/api/seed/orphans", _GET, p.READ, seeds.get_orphans),
    Route("root", "igor/api/seed/adopt", _POST, p.ADMINISTER, seeds.adopt),
)

#: The root and folders.
GROUP = (
    Route("group", "createItem", _POST, p.ITEM_CREATE, items.create_item),
    Route("group", "createView", _POST, p.VIEW_CREATE, views.create),
    Route("group", "checkJobName", _BOTH, p.ITEM_CREATE, items.check_job_name),
)

#: Jobs and folders.
ITEM = (
    Route("item", "", _GET, p.ITEM_READ, pages.item),
    Route("item", "", "DELETE", p.ITEM_DELETE, items.http_delete),
    Route("item", "config.xml", _POST, p.ITEM_CONFIGURE, items.post_config),
    Route("item", "config.xml", ANY, p.ITEM_EXTENDED_READ, items.get_config),
    Route("item", "configure", _BOTH, p.ITEM_EXTENDED_READ, pages.configure),
    Route("item", "doDelete", _POST, p.ITEM_DELETE, items.delete),
    Route("item", "confirmRename", _POST, p.ITEM_CONFIGURE, items.rename),
    Route("item", "move/move", _POST, p.ITEM_MOVE, items.move),
    Route("item", "submitDescription", _POST, p.ITEM_CONFIGURE, items.submit_description),
    Route("item", "description", _GET, p.ITEM_READ, items.get_description),
    Route("item", "description", _POST, p.ITEM_CONFIGURE, items.post_description),
)

JOB = (
    Route("job", "doRename", _POST, p.ITEM_CONFIGURE, items.rename),
    Route("job", "buildHistory/ajax", _GET, p.ITEM_READ, job_actions.build_history),
    Route("job", "enable", _POST, p.ITEM_CONFIGURE, items.enable),
    Route("job", "disable", _POST, p.ITEM_CONFIGURE, items.disable),
    Route("job", "build", _BOTH, p.ITEM_READ, build_requests.build),
    Route("job", "buildWithParameters", _BOTH, p.ITEM_READ, build_requests.build_with_parameters),
    Route("job", "nextbuildnumber/submit", _POST, p.ITEM_CONFIGURE, items.set_next_build_number),
)

BUILD = (
    Route("build", "", _GET, p.ITEM_READ, pages.build),
    Route("build", "consoleText", _BOTH, p.ITEM_READ, builds.console_text),
    Route("build", "console", _GET, p.ITEM_READ, pages.build),
    Route("build", "logText/progressiveText", _BOTH, p.ITEM_READ, builds.progressive_text),
    Route("build", "logText/progressiveHtml", _BOTH, p.ITEM_READ, builds.progressive_html),
    Route("build", "buildNumber", _BOTH, p.ITEM_READ, builds.number),
    Route("build", "stop", _POST, p.ITEM_CANCEL, builds.stop),
    Route("build", "doDelete", _POST, p.RUN_DELETE, builds.delete),
    Route("build", "toggleLogKeep", _POST, p.RUN_UPDATE, builds.toggle_keep),
    Route("build", "submitDescription", _POST, p.RUN_UPDATE, builds.submit_description),
    Route("build", "configSubmit", _POST, p.RUN_UPDATE, builds.submit_config),
)

LEAVINGS = (
    Route("artifact", "", _GET, p.ITEM_READ, leavings.artifact),
    Route("testReport", "", _GET, p.ITEM_READ, pages.test_report),
    Route("injectedEnvVars", "", _GET, p.ITEM_READ, leavings.part_page),
    Route("changes", "", _GET, p.ITEM_READ, leavings.changes),
    Route("outputs", "", _GET, p.ITEM_READ, leavings.part_page),
    Route("output", "", _GET, p.ITEM_READ, leavings.output),
    Route("fingerprint", "", _GET, p.READ, leavings.fingerprint_page),
    Route("delivery", "pieces", _POST, p.PUBLIC, delivery.pieces),
    Route("delivery", "commit", _POST, p.PUBLIC, delivery.commit),
    Route("delivery", "answer", _POST, p.PUBLIC, delivery.answer),
    Route("delivery", "locks/acquire", _POST, p.PUBLIC, delivery.acquire_lock),
    Route("delivery", "locks/renew", _POST, p.PUBLIC, delivery.renew_lock),
    Route("delivery", "locks/release", _POST, p.PUBLIC, delivery.release_lock),
    Route("given", "", _GET, p.PUBLIC, delivery.given),
    Route("ws", "", _GET, p.ITEM_WORKSPACE, workspaces.browse),
    Route("job", "postBuildResult", _POST, p.ITEM_BUILD, external.post_build_result),
    Route("root", "igor/api/external", _POST, p.READ, external.report),
    Route("root", "igor/api/locks", _GET, p.READ, external.locks),
    Route("root", "igor/api/locks/acquire", _POST, p.READ, external.acquire),
    Route("root", "igor/api/locks/renew", _POST, p.READ, external.renew),
    Route("root", "igor/api/locks/release", _POST, p.READ, external.release),
)

QUEUE = (
    Route("queue", "", _GET, p.READ, pages.queue),
    Route("queue", "cancelItem", _POST, p.READ, queue.cancel),
    Route("queue_item", "", _GET, p.READ, queue.item_page),
    Route("queue_item", "igor/api/why", _GET, p.READ, queue.why),
    Route("queue_item", "cancelQueue", _POST, p.ITEM_CANCEL, queue.cancel_item),
    Route("queue_item", "approve", _POST, p.ITEM_READ, queue.approve),
    Route("queue_item", "reject", _POST, p.ITEM_READ, queue.reject),
)

VIEW = (
    Route("view", "", _GET, p.VIEW_READ, pages.view),
    Route("view", "configure", _BOTH, p.VIEW_CONFIGURE, pages.configure),
    Route("view", "config.xml", _GET, p.VIEW_READ, views.get_config),
    Route("view", "config.xml", _POST, p.VIEW_CONFIGURE, views.post_config),
    Route("view", "createItem", _POST, p.ITEM_CREATE, items.create_item),
    Route("view", "addJobToView", _POST, p.VIEW_CONFIGURE, views.add_job),
    Route("view", "removeJobFromView", _POST, p.VIEW_CONFIGURE, views.remove_job),
    Route("view", "submitDescription", _POST, p.VIEW_CONFIGURE, views.submit_description),
    Route("view", "doDelete", _POST, p.VIEW_DELETE, views.delete),
)

NODE = (
    Route("computer", "", _GET, p.READ, pages.nodes),
    Route("computer", "doCreateItem", _POST, p.COMPUTER_CREATE, nodes.create_by_form),
    Route("computer", "createItem", _POST, p.COMPUTER_CREATE, nodes.create_by_xml),
    Route("node", "", _GET, p.READ, pages.nodes),
    Route("node", "config.xml", _GET, p.COMPUTER_EXTENDED_READ, nodes.get_config),
    Route("node", "config.xml", _POST, p.COMPUTER_CONFIGURE, nodes.post_config),
    Route("node", "configSubmit", _POST, p.COMPUTER_CONFIGURE, nodes.submit_config),
    Route("node", "toggleOffline", _POST, p.COMPUTER_DISCONNECT, nodes.toggle_offline),
    Route("node", "changeOfflineCause", _POST, p.COMPUTER_DISCONNECT, nodes.change_offline_cause),
    Route("node", "doDelete", _POST, p.COMPUTER_DELETE, nodes.delete),
    Route("node", "scriptText", _POST, p.ADMINISTER, admin.script_text),
    Route("executor", "", _GET, p.READ, pages.plain("Executor")),
    Route("label", "", _GET, p.READ, pages.plain("Label")),
    Route("overallLoad", "", _GET, p.READ, pages.plain("Load")),
)

USER = (
    Route("whoAmI", "", _GET, p.PUBLIC, pages.plain("Who am I")),
    Route("whoAmI", "api/json", _BOTH, p.PUBLIC, exporting.json_api),
    Route("whoAmI", "api/python", _BOTH, p.PUBLIC, exporting.python_api),
    Route("whoAmI", "api/xml", _BOTH, p.PUBLIC, exporting.xml_api),
    Route("crumbIssuer", "api/json", _GET, p.READ, users.crumb_json),
    Route("crumbIssuer", "api/python", _GET, p.READ, users.crumb_python),
    Route("crumbIssuer", "api/xml", _GET, p.READ, users.crumb_xml),
    Route("pluginManager", "", _GET, p.READ, pages.plain("Plugins")),
)

_ASKED = "GET POST OPTIONS"
METRICS = (
    Route("root", "metrics/ping", _ASKED, p.PUBLIC, metrics.ping),
    Route("root", "metrics/metrics", _ASKED, p.PUBLIC, metrics.metrics),
    Route("root", "metrics/metricsHistory", _ASKED, p.PUBLIC, metrics.history),
    Route("root", "metrics/healthcheck", _ASKED, p.PUBLIC, metrics.healthcheck),
    Route("root", "metrics/healthcheckOk", _GET, p.PUBLIC, metrics.healthcheck_ok),
    Route("root", "metrics/threads", _POST, p.PUBLIC, metrics.threads),
    Route("metrics", "", _GET, p.PUBLIC, metrics.menu),
    Route("metrics", "ping", _ASKED, p.PUBLIC, metrics.ping),
    Route("metrics", "metrics", _ASKED, p.PUBLIC, metrics.metrics),
    Route("metrics", "metricsHistory", _ASKED, p.PUBLIC, metrics.history),
    Route("metrics", "healthcheck", _ASKED, p.PUBLIC, metrics.healthcheck),
    Route("metrics", "threads", _ASKED, p.PUBLIC, metrics.threads),
    Route("root", "igor/api/metrics-keys", _GET, p.ADMINISTER, metrics.list_keys),
    Route("root", "igor/api/metrics-keys", _POST, p.ADMINISTER, metrics.add_key),
    Route("root", "igor/api/metrics-keys/remove", _POST, p.ADMINISTER, metrics.remove_key),
)

USER_CONTENT = (Route("user_content", "", _GET, p.READ, user_content.get),)

#: Every object.
EXPORT = (
    Route("any", "api/", _BOTH, p.READ, exporting.help_page),
    Route("any", "api/json", _BOTH, p.READ, exporting.json_api),
    Route("any", "api/python", _BOTH, p.READ, exporting.python_api),
    Route("any", "api/xml", _BOTH, p.READ, exporting.xml_api),
    Route("any", "api/schema", _BOTH, p.READ, exporting.schema_api),
)

ROUTES = (
    *ROOT,
    *GROUP,
    *JOB,
    *ITEM,
    *BUILD,
    *LEAVINGS,
    *QUEUE,
    *VIEW,
    *NODE,
    *USER,
    *ACCOUNTS,
    *AGENTS,
    *ALERTS,
    *METRICS,
    *USER_CONTENT,
    *ADMIN,
    *CREDENTIALS,
    *EXPORT,
)
