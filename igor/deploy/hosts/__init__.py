"""Deploying to hosts: a bundle, an inventory and ``igor.yml`` become running hosts, through Ansible.

Who does what:

* The roles (``ansible/site.yml``) say what a host looks like: files, users, units, symlinks. They work in check mode.
* The phases here say in which order it happens, what is asked before, and what follows a failure: preflight, lock,
  backup, ``site.yml`` on the controllers, health, ``site.yml`` on the agents in batches and then on all other hosts,
  the release of job code, seed, smoke job, record. A phase is one run of ``ansible-playbook`` with ``--limit``, so a
  role that needs something of the controller while it works on an agent delegates to it (``delegate_to``), and takes no
  facts of other hosts for granted.

What every playbook is given beside the variables of ``igor.yml`` (paths are on the control machine):

``igor_bundle_folder``       the unpacked bundle: ``wheels/``, ``requirements.txt``, ``agent.pyz``,
                             ``wrapper/igor_wrap.py``, ``seed-jobs/``
``igor_controller_archive``  ``controller.tar.gz``: wheels/, requirements.txt, agent.pyz, wrapper/ for a controller's
                             ``/opt/igor/versions/{{ igor_version }}/``
``igor_agent_archive``       ``agent.tar.gz``: agent.pyz and wrapper/igor_wrap.py for an agent's
                             ``/opt/igor/versions/{{ igor_agent_version }}/``
``igor_version``             names the program of a controller (12 hexadecimal digits of what is in the archive)
``igor_agent_version``       names the program of an agent: agents need no restart where only the controller changed
``igor_release``             names the job code; the phases lay it to ``/var/lib/igor/releases/{{ igor_release }}/``
``igor_python``              ``3.11``: the minor version that the wheels are for
``igor_deploy_id``           ``deploy-0007``; ``plan`` in check mode

``/opt/igor/current`` is the symlink that a going back turns; ``/etc/igor`` and the units ``igor-*.service`` are what
it lays back beside it. A node is named as its host in the inventory. ``/opt/igor/current/venv/bin/igor`` is the program
on a controller, and ``/var/lib/igor/secrets/admin-token`` lets root speak to it at ``http://127.0.0.1:<port>``.
"""
