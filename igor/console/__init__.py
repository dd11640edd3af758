"""``scriptText``: the Groovy that Jenkins' clients send, run beside the controller over a façade of its services.

The script runs in a process of its own, which knows nothing of Igor but names: each property and method of a Jenkins
object is asked for over a pipe and answered by the tables of this package. What they lack is told by name.
"""
