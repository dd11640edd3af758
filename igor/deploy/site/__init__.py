"""``igor.yml``: the one file that describes a site, read, checked, explained, and turned into variables of roles.

``load.load_site(path)``            the ``Site`` (``model.py``), or ``InvalidSite`` with all its problems (exit code 78)
``load.check_site(path)``           the same for those who want to see warnings too
``variables.role_variables(site)``  the variables of the roles for all hosts; values of secrets are not in it
``variables.group_variables(site)`` those of agents, by group or host of the inventory
``handover.revealed(…)``            either with the secrets' values, for the moment of handing over to Ansible
``handover.inventory_text(…)``      ``group_variables`` as a second inventory, so that a host's own variables win
``policies.policy_files(site)``     the wrapper's policies by the names of their files

Modules: ``document`` (YAML with places), ``values``, ``secret`` and ``sinks`` (what stands in it), ``model``,
``controller``, ``policy`` (its sections), ``layers`` (environment, files, precedence), ``wording`` and ``checks`` (what
is wrong), ``keys`` (what there is to say), ``reference`` and ``schema`` (for people, for editors), ``written`` (as YAML
again), ``starter`` (``igor init``).
"""
