"""Jenkins' REST API: one table of routes, the export model, authentication, crumbs, errors."""
