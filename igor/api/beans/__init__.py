"""The exported properties of each resource, one table a resource, over values that know the request's reader."""
