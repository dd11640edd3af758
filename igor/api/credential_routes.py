"""The routes of credentials."""

from __future__ import annotations

from igor.api import permissions as p
from igor.api.resources import credential_pages as pages
from igor.api.resources import credentials
from igor.api.routes import Route

CREDENTIALS = (
    Route("credentials", "", "GET", p.CREDENTIALS_VIEW, pages.stores),
    Route("credential_store", "", "GET", p.CREDENTIALS_VIEW, pages.store),
    Route("credential_store", "createDomain", "POST", p.CREDENTIALS_MANAGE_DOMAINS, credentials.create_domain),
    Route("credential_domain", "", "GET", p.CREDENTIALS_VIEW, pages.domain),
    Route("credential_domain", "createCredentials", "POST", p.CREDENTIALS_CREATE, credentials.create),
    Route("credential_domain", "config.xml", "GET", p.CREDENTIALS_MANAGE_DOMAINS, credentials.get_domain_config),
    Route("credential_domain", "config.xml", "POST", p.CREDENTIALS_MANAGE_DOMAINS, credentials.post_domain_config),
    Route("credential_domain", "config.xml", "DELETE", p.CREDENTIALS_MANAGE_DOMAINS, credentials.http_delete_domain),
    Route("credential_domain", "configSubmit", "POST", p.CREDENTIALS_MANAGE_DOMAINS, credentials.submit_domain),
    Route("credential_domain", "doDelete", "POST", p.CREDENTIALS_MANAGE_DOMAINS, credentials.delete_domain),
    Route("credential", "", "GET", p.CREDENTIALS_VIEW, pages.credential),
    Route("credential", "config.xml", "GET", p.CREDENTIALS_VIEW, credentials.get_config),
    Route("credential", "config.xml", "POST", p.CREDENTIALS_UPDATE, credentials.post_config),
    Route("credential", "config.xml", "DELETE", p.CREDENTIALS_DELETE, credentials.http_delete),
    Route("credential", "updateSubmit", "POST", p.CREDENTIALS_UPDATE, credentials.submit),
    Route("credential", "doDelete", "POST", p.CREDENTIALS_DELETE, credentials.delete),
    Route("credential", "doMove", "POST", p.CREDENTIALS_DELETE, credentials.move),
)
