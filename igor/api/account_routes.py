"""The routes of users, rights and the audit log."""

from __future__ import annotations

from igor.api import permissions as p
from igor.api.resources import accounts, roles, security, users
from igor.api.routes import Route

_TOKENS = "descriptorByName/jenkins.security.ApiTokenProperty"
_SEED = "descriptorByName/jenkins.security.seed.UserSeedProperty"

ACCOUNTS = (
    Route("user", "", "GET", p.READ, accounts.page),
    Route("user", "configure", "GET", p.READ, accounts.page),
    Route("user", "configSubmit", "POST", p.READ, accounts.submit),
    Route("user", "submitDescription", "POST", p.READ, accounts.submit_description),
    Route("user", "newToken", "POST", p.READ, accounts.new_token),
    Route("user", "changePassword", "POST", p.READ, accounts.submit_password),
    Route("user", "igor/api/password", "POST", p.READ, accounts.change_password),
    Route("user", "doDelete", "POST", p.ADMINISTER, accounts.delete),
    Route("user", f"{_TOKENS}/generateNewToken", "POST", p.READ, users.generate_token),
    Route("user", f"{_TOKENS}/rename", "POST", p.READ, users.rename_token),
    Route("user", f"{_TOKENS}/revoke", "POST", p.READ, users.revoke_token),
    Route("user", f"{_TOKENS}/revokeAll", "POST", p.READ, users.revoke_all_tokens),
    Route("user", f"{_TOKENS}/revokeAllExcept", "POST", p.READ, users.revoke_all_tokens_except),
    Route("user", f"{_TOKENS}/changeToken", "POST", p.READ, users.change_legacy_token),
    Route("user", f"{_SEED}/renewSessionSeed", "POST", p.READ, accounts.end_sessions),
    Route("people", "", "GET", p.READ, accounts.people),
    Route("asynchPeople", "", "GET", p.READ, accounts.people),
    Route("securityRealm", "", "GET", p.ADMINISTER, accounts.manage_users),
    Route("securityRealm", "addUser", "GET", p.ADMINISTER, accounts.manage_users),
    Route("securityRealm", "createAccountByAdmin", "POST", p.ADMINISTER, accounts.create),
    Route("root", "signup", "GET POST", p.PUBLIC, accounts.refuse_sign_up),
    Route("root", "manage/", "GET", p.READ, security.manage),
    Route("root", "igor/api/users", "GET", p.ADMINISTER, accounts.list_users),
    Route("root", "igor/api/audit", "GET", p.ADMINISTER, security.get_audit),
    Route("root", "audit/", "GET", p.ADMINISTER, security.audit_page),
    Route("role-strategy", "", "GET", p.ADMINISTER, security.authorization_page),
    Route("role-strategy", "strategy/addRole", "POST", p.ADMINISTER, roles.add),
    Route("role-strategy", "strategy/removeRoles", "POST", p.ADMINISTER, roles.remove),
    Route("role-strategy", "strategy/assignRole", "POST", p.ADMINISTER, roles.assign),
    Route("role-strategy", "strategy/assignUserRole", "POST", p.ADMINISTER, roles.assign_user),
    Route("role-strategy", "strategy/assignGroupRole", "POST", p.ADMINISTER, roles.assign_group),
    Route("role-strategy", "strategy/unassignRole", "POST", p.ADMINISTER, roles.unassign),
    Route("role-strategy", "strategy/unassignUserRole", "POST", p.ADMINISTER, roles.unassign_user),
    Route("role-strategy", "strategy/unassignGroupRole", "POST", p.ADMINISTER, roles.unassign_group),
    Route("role-strategy", "strategy/deleteSid", "POST", p.ADMINISTER, roles.delete_sid),
    Route("role-strategy", "strategy/deleteUser", "POST", p.ADMINISTER, roles.delete_user),
    Route("role-strategy", "strategy/deleteGroup", "POST", p.ADMINISTER, roles.delete_group),
    Route("role-strategy", "strategy/getRole", "GET", p.ADMINISTER, roles.get_role),
    Route("role-strategy", "strategy/getAllRoles", "GET", p.ADMINISTER, roles.get_all),
    Route("role-strategy", "strategy/getRoleAssignments", "GET", p.ADMINISTER, roles.get_assignments),
    Route("role-strategy", "strategy/getMatchingJobs", "GET", p.ADMINISTER, roles.matching_jobs),
    Route("role-strategy", "strategy/getMatchingAgents", "GET", p.ADMINISTER, roles.matching_agents),
)
