def m = [a: 1, 'b c': 2, (1 + 1): 'two']
println m
println m.a
println m['b c']
println m[2]
println m.missing
m.d = 4
m['e'] = 5
m.put('f', 6)
println m.size()
println m.keySet()
println m.values()
println m.containsKey('a')
println m.get('zz', 'default')
println m.getOrDefault('yy', 'other')
println m.zz
m.remove('zz')
m.each { k, v -> print "$k=$v " }
println()
m.each { e -> print "${e.key}:${e.value} " }
println()
println m.collect { k, v -> "$k$v" }
println m.findAll { k, v -> v instanceof Integer && v > 4 }
println m.find { it.value == 5 }
println m.collectEntries { k, v -> [v, k] }
println([a: 1] + [b: 2])
println([a: 1, b: 2] - [a: 1])
println([b: 2, a: 1].sort())
println([b: 2, a: 1].sort { x, y -> x.value <=> y.value })
println([a: 1, b: 2].inject(0) { s, k, v -> s + v })
println([a: 1].equals([a: 1]))
println([a: 1, b: 2] == [b: 2, a: 1])
println([a: 1, b: 3].max { it.value })
println([a: [b: [c: 5]]].a.b.c)
println([:].isEmpty())
println([a: 1, b: 2].groupBy { k, v -> v % 2 })
println([a: 1, b: 2].any { k, v -> v == 2 })
println([a: 1].toString())
def d = [:].withDefault { it * 2 }
println d[4]
println d
println([a: 1, b: 2].subMap(['a']))
println([x: null])
def key = 'dyn'
println([(key): 1, "${key}2": 2])
println([a: 1].entrySet().iterator().next().key)
println([a: 1, b: 2].keySet().join(','))
m.clear()
println m
println([1: 'int', 1L: 'long', true: 'bool', 1.0: 'dec'].size())
def tm = new TreeMap([c: 1, a: 2])
tm.b = 3
println tm
println([a: 1, b: 2].eachWithIndex { k, v, i -> println "$k $v $i" })
