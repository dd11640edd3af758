"""A lab: several hosts with systemd on one machine, for trying and testing what is deployed.

A host is a container of systemd-nspawn over a shared base, with a network namespace, a name, an address and sshd.
All hosts of a lab, its bridge and its mounts live in namespaces whose first process is the lab's: when that ends,
however it ends, the kernel ends and removes everything else.

    topology   which hosts there are, and the files that tell ssh and Ansible of them (pure)
    commands   the command lines that make a host (pure)
    base       the file tree that hosts share: made once with debootstrap, kept in the cache
    machine    what this machine must have: root, programs, space
    records    which labs there are: one file each in /run/igor-lab
    guard      the process beside a lab: ends it with its owner and tidies up
    init       the first process inside: network, overlays, boots
    lab        up, down, kill, freeze, cut: what commands and tests call
"""
