def m = [a: 1, 'b': 2, 3: 'c', (1 + 3): 'd']; println m; println m.a; println m['b']; println m[3]; println m.get(4); println m.zzz; m.e = 5; m['f'] = 6; println m; println m.size(); println m.containsKey('a'); println m.containsValue(2); println m.remove('a'); println m; println m.keySet(); println m.values(); println m.entrySet()
---
println([:])
println([:].getClass())
println([a: 1].class)
---
println([a: 1].getClass().name)
println([class: 'x'].class)
println([:] ? 1 : 0)
---
println([a: null].a)
println([a: [b: [c: 1]]].a.b.c)
println([a: 1]?.b?.c)
---
println([a: 1, b: 2].each { println it }); [a: 1].each { k, v -> println "$k=$v" }; [a: 1].each { e -> println e.key + e.value; println e.class; println e.getKey() }; [a: 1].eachWithIndex { e, i -> println "$e $i" }; [a: 1].eachWithIndex { k, v, i -> println "$k $v $i" }
---
println([a: 1, b: 2].collect { k, v -> "$k$v" })
---
println([a: 1, b: 2].collect { it.value })
---
println([a: 1].collectEntries { k, v -> [v, k] })
---
println([a: 1, b: 2].find { it.value == 2 })
---
println([a: 1, b: 2].findAll { k, v -> v > 1 })
---
println([a: 1].any { k, v -> v > 0 })
---
println([a: 1].every { it.value > 0 })
---
println([a: 1, b: 2].count { k, v -> v > 1 })
---
println([a: 1, b: 2].inject(0) { s, e -> s + e.value })
---
println([a: 1, b: 2].inject(0) { s, k, v -> s + v })
---
println([b: 1, a: 2].sort())
---
println([b: 1, a: 2].sort { it.value })
---
println([b: 1, a: 2].sort { x, y -> y.value <=> x.value })
---
println([a: 1, b: 2, c: 1].groupBy { it.value })
---
println([a: 1, b: 2].groupBy { k, v -> v % 2 })
---
println([a: 1, b: 2].max { it.value })
---
println([a: 1, b: 2].min { it.value }.key)
---
println([a: 1] + [b: 2])
println([a: 1, b: 2] - [a: 1])
println([a: 1] << [b: 3])
---
println([a: 1].plus([a: 5]))
println([a: 1, *: [b: 2]])
println([*: [x: 1], x: 2])
---
println([a: 1] == [a: 1L])
println([a: 1, b: 2] == [b: 2, a: 1])
println([a: 1].equals([a: 1]))
---
println([a: 1, b: 2].subMap(['a']))
println([a: 1].intersect([a: 1, b: 2]))
println([a: 1, b: 2].take(1))
---
println([a: 1, b: 2].drop(1))
println([a: 1].toMapString())
println([a: 1, b: [1, 2]].inspect())
---
println([a: 1].hashCode())
---
def m = [:].withDefault { k -> k * 2 }; println m['x']; println m; println m.get('y'); println m.containsKey('z'); m.w += '1'; println m; println m.class.simpleName; def c = [:].withDefault { [] }; c.a << 1; c.a << 2; c.b << 3; println c; def n = [:].withDefault { 0 }; 'hello'.each { n[it]++ }; println n
---
def m = [a: 1]; println m.get('b', 5); println m; println m.getOrDefault('z', 9); println m.putIfAbsent('a', 7); println m.putIfAbsent('q', 7); println m; println m.put('a', 3); m.putAll([x: 1, y: 2]); println m; println m.computeIfAbsent('n') { it * 2 }; println m.computeIfPresent('n') { k, v -> v + 1 }; println m.compute('a') { k, v -> v + 1 }; println m.merge('a', 10) { a, b -> a + b }; m.replaceAll { k, v -> "$v!" }; println m; m.forEach { k, v -> print "$k$v " }; println(); println m.remove('zzz'); m.clear(); println m.isEmpty()
---
def m = [b: 1, a: 2] as TreeMap
println m.lastKey()
---
def m = [b: 1, a: 2] as TreeMap
println m.headMap('b')
---
def m = [b: 1, a: 2] as TreeMap
println m.class
---
def m = [b: 1, a: 2] as TreeMap
println new TreeMap([z: 1, y: 2])
---
def m = [b: 1, a: 2] as TreeMap
println m.floorKey('az')
---
def m = [b: 1, a: 2] as TreeMap
println m.tailMap('b')
---
def m = new HashMap(); ['one', 'two', 'three', 'four', 'five', 'six', 'seven'].eachWithIndex { k, i -> m[k] = i }; println m; def s = new HashSet(['banana', 'apple', 'cherry', 'date']); println s; println s.iterator().next(); def h = new HashMap([zeta: 1, alpha: 2, mid: 3]); println h; println h.keySet(); println h.values(); h.each { k, v -> print k }; println()
---
def s = new HashSet(); (1..20).each { s << it * 7 }; println s; def t = new HashSet(['a', 'B', 'c', 'D', 'zz', 'yy', 'x1', 'x2']); println t; println t.collect { it.toUpperCase() }; def m = new HashMap(); m[null] = 1; m[true] = 2; m['k'] = 3; m[10] = 4; m[1.5] = 5; println m
---
def m = new HashMap(); (1..30).each { m["key$it".toString()] = it }; println m.keySet().join(' '); println new HashSet([100000, 5, 17, 33, -1]); println new HashSet([1L, 65536L, 1L << 32]); println new HashSet([['a'], ['b', 'c']]); println(['x', 'y', 'b', 'a'] as HashSet)
---
def m = [(null): 1, '': 2]; println m; println m[null]; println m['']; m[null] = 5; println m; def l = [a: null]; println l.containsKey('a'); println l.get('a', 3); println l
---
def m = [a: 1, b: 2].asImmutable(); try { m.c = 3 } catch (e) { println e.class }; try { m.remove('a') } catch (e) { println e.class }; println m; println m.a; try { m['z'] = 1 } catch (e) { println e }; try { m << [q: 1] } catch (e) { println e.class }; try { m.clear() } catch (e) { println e.class }
---
def k = 'key'; println([(k): 1]); println([k: 1]); println(["$k": 1]); println([("$k".toString()): 1].key); def m = [:]; m."$k" = 5; println m; m."${k}2" = 6; println m."key2"; println m.'key'; m.'with space' = 1; println m; println m.'with space'; println([if: 1, class: 2, def: 3])
---
def m = [a: [1, 2]]; m.a << 3; m.a += 4; println m; m.b = m.b ?: 'def'; println m; m.c = (m.c ?: 0) + 1; println m; m['d'] = m['d'] ? 1 : 2; println m; m.e = [:]; m.e.f = 'g'; println m; m.e['h'] = 1; println m.e; println m.e.f.toUpperCase(); m.remove('e'); println m.keySet() as List
---
def m = [b: 2, a: 1]
println m.sort { a, b -> a.key <=> b.key }
---
def m = [b: 2, a: 1]
println m.entrySet().toList()[0].key
---
def m = [b: 2, a: 1]
println m.keySet().sort()
---
def m = [b: 2, a: 1]
println m.keySet().class.simpleName
---
def m = [b: 2, a: 1]
println m.values().sum()
---
def m = [b: 2, a: 1]
println m.collect { it.key }.sort().join()
---
def m = [b: 2, a: 1]
println m.keySet() as String[]
---
def m = [b: 2, a: 1]
println m*.key
---
def m = [b: 2, a: 1]
println m*.value
---
def m = [b: 2, a: 1]
println m.iterator().next()
---
def m = [b: 2, a: 1]
println m.entrySet().collect { "${it.key}:${it.value}" }
---
def m = [b: 2, a: 1]
def e = m.find { true }
println e.class.simpleName
---
def f(Map opts, x) { "$opts $x" }; println f(a: 1, 'x'); println f('y', b: 2); println f([c: 3], 'z'); def g(Map o = [:], Closure c) { "$o ${c()}" }; println g(q: 1) { 'body' }; println g { 'only' }; def h(x, Map m) { "$x $m" }; println h('a', [b: 1])
---
def mm = [a: 1, b: 2, c: 3]; println mm.keySet().removeAll(['a']); println mm; println mm.values().remove(3); println mm; println mm.entrySet().removeIf { it.value > 5 }; mm.entrySet().each { it.value = 9 }; println mm; println mm.every { k, v -> k && v }; println mm.findResult { k, v -> v > 1 ? k : null }; println mm.collectMany { k, v -> [k, v] }; println mm.findResults { it.key }; println mm.count { true }; println mm.asBoolean()
---
def lm = new LinkedHashMap(); lm['z'] = 1; lm['a'] = 2; println lm; def im = new IdentityHashMap(); println im.size(); def em = Collections.emptyMap(); println em; println em.class.simpleName; def tm = new TreeMap(); tm['b'] = 1; tm['a'] = 2; println tm; println tm.pollFirstEntry(); println tm; println([a: 1].entrySet().getClass().simpleName); println([a:1].entrySet().iterator().next().class.name)
---
println([a: 1, b: 2].withIndex())
---
println([a: 1].foo.bar)
---
println((['a', 'b'] as Set) + ['c'])
println(['a': 1, 'b': 2].collectEntries { k, v -> [(k.toUpperCase()): v * 10] })
println([x: 1, y: 2].collect { k, v -> k + v }.join('&'))
---
println([a: 1, b: 2].findAll { it.value > 1 }.keySet())
println([c: 3, a: 1].min { it.key })
println([a: 3, b: 1].sort { it.value }.keySet().toList().first())
---
println([a: 1].collect([]) { it.key })
println([a: [x: 1]].collectEntries { k, v -> v })
println([1, 2].collectEntries { ["k$it", it] })
---
println([a: 1, b: 2].inject([:]) { acc, k, v -> acc[v] = k; acc })
