def config = [
    app: [name: 'demo', ports: [80, 443]],
    users: [[name: 'a', roles: ['x', 'y']], [name: 'b', roles: []]],
]
println config.app.name
println config.app.ports[1]
println config.users*.name
println config.users.roles
println config.users.roles.flatten()
println config.users.find { it.name == 'a' }.roles.join('/')
println config.missing?.deep?.er
config.app.debug = true
config.users << [name: 'c', roles: ['z']]
println config.users.size()
println config.app
println config.users.collectEntries { [it.name, it.roles.size()] }
config.app.ports += 8080
println config.app.ports
config.users.each { u -> u.roles.each { r -> println "$u.name:$r" } }
def copy = config.clone()
copy.app = 'changed'
println config.app.name
def deep = [:].withDefault { [] }
deep.a << 1
deep.a << 2
deep['b'] << 3
println deep
def counts = [:].withDefault { 0 }
'hello'.each { counts[it]++ }
println counts
println config.users.any { 'z' in it.roles }
def merged = [a: 1, b: 2] + [b: 3]
println merged
println config.app.containsKey('name') && !config.containsKey('zz')
println config.app.keySet() as List
println(config.app.collect { k, v -> k })
