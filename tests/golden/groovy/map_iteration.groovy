def m = [b: 2, a: 1, c: 3]
for (e in m) print e.key
println()
for (k in m.keySet()) print k
println()
m.each { println it }
m.each { entry -> println "$entry.key -> $entry.value" }
m.eachWithIndex { e, i -> println "$i $e.key" }
println m.sort { a, b -> a.value <=> b.value }
println m.sort { -it.value }.keySet()
println m.collect { it.value * 2 }
println m.findAll { it.value > 1 }.keySet()
println m.groupBy { it.value % 2 ? 'odd' : 'even' }
println m.max { it.value }.key + m.min { it.value }.key
println m.entrySet().collect { it.key + it.value }
println m.inject('') { acc, e -> acc + e.key }
println m.values().sum()
println m.find { k, v -> v == 3 }
println m.find { k, v -> v == 30 }
println m*.key
println m*.value
println m.collectEntries { k, v -> [(k.toUpperCase()): v] }
println m.keySet().collect { it * 2 }
m.entrySet().each { it.value = it.value * 10 }
println m
m.remove('c')
println m
println m.putIfAbsent('z', 1)
println m
println m.any { it.key == 'z' }
println m.toMapString()
println m.take(1)
println m.reverseEach { print it.key }
println m.containsValue(10)
println m.count { it.value > 5 }
println m.iterator().next().value
println([:].collect { 1 })
println m.asImmutable().getClass().simpleName.contains('nmod')
println m.equals([z: 1, b: 20, a: 10])
