def m = [b: 2, a: 1, c: 3]
println([m.sort(), m.sort { -it.value }, m.sort { x, y -> x.key <=> y.key }, m.max { it.value }])
println([m.min { it.value }.key, m.collect { k, v -> "$k$v" }, m.collectEntries { k, v -> [v, k] }, m.findAll { it.value > 1 }])
---
def m = [b: 2, a: 1, c: 3]
println([m.find { k, v -> v == 3 }, m.any { it.key == 'a' }, m.every { k, v -> v > 0 }, m.count { it.value > 1 }])
println([m.groupBy { it.value % 2 }, m.inject(0) { a, k, v -> a + v }, m.inject('') { a, e -> a + e.key }, m.keySet()])
---
def m = [b: 2, a: 1, c: 3]
println([m.values(), m.entrySet(), m.size(), m.isEmpty()])
println([m.containsKey('a'), m.containsValue(9)])
---
def m = [:].withDefault { k -> "d$k" }
println m.x + m['y'] + m
m = [:].withDefault { [] }; m.a << 1; m.a << 2; m.b << 3; println m
println([m.get('zz'), m.containsKey('q'), m.size()])
def counts = [:].withDefault { 0 }; 'hello'.each { counts[it]++ }; println counts
def nest = { -> [:].withDefault { owner.call() } }(); nest.a.b.c = 1; println nest
---
def m = [a: [b: [c: 1]], l: [1, 2]]
println([m.a.b.c, m['a']['b']['c'], m?.zz?.b, m.l[1]])
println([m.a.get('b').c, (m.a.b << [d: 2]), m.a.b.keySet()*.toUpperCase()])
m.a.b.c++; m.a.'new key' = 'n'; m['l'] << 3; m.l[0] += 10
println m
def k = 'dyn'; m[k] = 1; m."${k}2" = 2; m."$k" += 5; println m.dyn + m.dyn2 + m.size()
println([m.getClass().simpleName, m.class, [class: 'c'].class, [size: 5].size()])
println([[size: 5].size, [empty: 1].empty, [keys: 2].keys, [properties: 3].properties])
---
def inv = [a: 1, b: 2, c: 1]
println inv.groupBy { it.value }.collectEntries { k, v -> [k, v.keySet()] }
println([inv.collectEntries { k, v -> [(v): k] }, inv.values().unique().sort(), inv.keySet().join(','), inv*.key])
println([inv*.value, inv.collect { it.key }, inv.values().sum(), inv.keySet().sort { b -> -(b as char) }])
println([inv.max { it.value }.key, inv.sort { a, b -> b.value <=> a.value ?: a.key <=> b.key }.keySet(), inv.entrySet()*.key, inv.find { it.value == 2 }?.key])
println([inv.find { it.value == 99 }?.key])
def merge; merge = { Map a, Map b -> def r = [:] + a; b.each { k, v -> r[k] = (r[k] instanceof Map && v instanceof Map) ? merge(r[k], v) : v }; r }
println merge([a: 1, n: [x: 1, y: 2]], [b: 2, n: [y: 3]])
println([inv.inject([:]) { acc, k, v -> acc[v] = (acc[v] ?: []) + k; acc }, [[k: 'x', v: 1], [k: 'y', v: 2]].collectEntries { [it.k, it.v] }, [a: 1, b: 2].min { it.value }.key, [['a', 1], ['b', 2]].transpose().with { ks, vs -> [ks, vs] }])
