println([1, 2, 3] + 4)
println([1, 2] + [3])
println([1, 2, 3, 2] - 2)
---
println([1, 2, 3] - [1, 3])
println([1, 2] * 2)
println([1, 2] << 3)
---
println([[1], [2]].sum())
---
println([3, 1, 2].sort()); println([3, 1, 2].sort { -it }); println(['bb', 'a', 'ccc'].sort { it.size() }); println([3, 1, 2].sort { a, b -> b <=> a }); println([3, 1, 2].toSorted()); def l = [3, 1]; l.sort(false); println l; println([1, 2, 3].reverse()); println(['b', 'A', 'c'].sort()); println([3,1,2].sort(true))
---
println([1, 2, 3, 4].groupBy { it % 2 })
println(['a', 'bb', 'cc'].groupBy { it.size() })
println([1, 2, 3, 4, 5, 6].groupBy({ it % 2 }, { it % 3 }))
---
println([1, 2, 3].countBy { it > 1 })
println([1, 2, 2, 3].count(2))
println([1, 2, 3].count { it > 1 })
---
println([1, 2, 3].collectMany { [it, it * 10] })
println([1, 2, 3].collectEntries { [it, it * it] })
println([1, 2].collectEntries { [(it): 'v' + it] })
---
println([['a', 1], ['b', 2]].collectEntries())
println([[1, 2], [3, 4]].transpose())
println([1, [2, [3]]].flatten())
---
println([[1, 2], [3]].combinations())
println([1, 2, 3].permutations().size())
println([1, 2, 3].subsequences().size())
---
println([1, 2, 3, 4, 5].collate(2))
println([1, 2, 3, 4, 5].collate(2, false))
println([1, 2, 3, 4].collate(2, 1))
---
println([1, 2, 3, 4].collate(3, 1, false))
println(['a', 'b'].withIndex())
println(['a', 'b'].indexed())
---
println(['a', 'b'].withIndex(1))
println([1, 2, 3].head())
println([1, 2, 3].tail())
---
println([1, 2, 3].init())
println([1, 2, 3].last())
println([1, 2, 3].first())
---
println([1, 2, 3].inject { a, b -> a + b })
println([1, 2, 3].inject(10) { a, b -> a + b })
println([].inject(5) { a, b -> a })
---
println([1, 2, 3].sum())
println([1, 2, 3].sum { it * 2 })
println([1, 2].sum(10))
---
println([].sum())
println(['a', 'b'].sum())
println([1, 5, 3].max())
---
println([1, 5, 3].min())
println(['a', 'bbb'].max { it.size() })
println([1, 2, 3].max { a, b -> b <=> a })
---
println([].max())
---
println([1, 2, 3, 4].find { it > 2 })
println([1, 2].find { it > 5 })
println([1, 2, 3].findAll { it > 1 })
---
println([1, 2, 3].findIndexOf { it == 2 })
println([1, 2, 1].findIndexValues { it == 1 })
println([1, 2, 3].findLastIndexOf { it < 3 })
---
println([1, 2, 3].findResult { it > 1 ? it * 10 : null })
println([1, 2, 3].findResults { it > 1 ? it * 10 : null })
println([1, null, 2].findAll())
---
println([1, 2].any { it > 1 })
println([1, 2].every { it > 1 })
println([0, 1].any())
---
println([1, 1].every())
---
println([1, 2, 3].split { it > 1 })
println([1, 2, 2, 3].unique())
println([1, 2, 3, 4].unique { it % 2 })
---
println(['a', 'A'].unique { a, b -> a.toLowerCase() <=> b.toLowerCase() })
println([1, 2, 2].toUnique())
println([1, 2, 3].intersect([2, 3, 4]))
---
println([1, 2].disjoint([3]))
println([1, 2, 3].take(2))
println([1, 2, 3].drop(1))
---
println([1, 2, 3].takeRight(2))
println([1, 2, 3].dropRight(1))
println([1, 2, 3].takeWhile { it < 3 })
---
println([1, 2, 3].dropWhile { it < 3 })
---
def l = [1, 2, 3]; l[5] = 9; println l; println l[10]; println l[-1]; println l[0..1]; println l[0, 2]; println l[-2..-1]; println l[1..-1]; l[0..1] = ['x', 'y', 'z']; println l; l[1] += '!'; println l
---
def l = [1, 2, 3]
try { l.get(5) } catch (e) { println e.class; println e.message }
try { l[-5] } catch (e) { println e.class; println e.message }
try { [].first() } catch (e) { println e }
try { [].last() } catch (e) { println e }
try { [].pop() } catch (e) { println e }
try { [].head() } catch (e) { println e }
try { [].iterator().next() } catch (e) { println e }
try { [1].subList(0, 3) } catch (e) { println e }
---
def l = [1, 2, 3, 4]; l.removeAll { it % 2 == 0 }; println l; l.retainAll { it > 1 }; println l; println l.removeAt(0); println l; l = [3, 4]; println l.removeElement(4); println l; l.plus(1); println l; println l.asImmutable().class; try { l.asImmutable() << 1 } catch (e) { println e }; try { [1].asImmutable().add(2) } catch (e) { println e.class }
---
println([1, 2, 3].join(', '))
println([1, null, 'a'].join('-'))
println([1, 2] as String)
---
println([1, 2].toString())
println(['a', 'b'].inspect())
println([1, 'a', [b: 'c']].inspect())
---
println([].toString())
println([null])
println(["${1}x"])
---
println([[1, 2], ['a': [3]]])
---
println([1, 2] == [1, 2])
println([1, 2] == [1, 2L])
println([1, 2].equals([1, 2L]))
---
println([1, 2] == [2, 1])
println([1, 2] as Set == [2, 1] as Set)
println([] == null)
---
println([1] == 1)
println([1, [2]] == [1, [2]])
println([1.0] == [1])
---
println(['a'] == ["${'a'}"])
println([1, 2].is([1, 2]))
println([1, 2].hashCode())
---
println(['a', 'b'].hashCode())
---
try { println([1, 2] <=> [1, 3]) } catch (e) { println e }
---
try { println([a: 1] <=> [a: 2]) } catch (e) { println e }
---
try { println(new Object() <=> 1) } catch (e) { println e.class }
---
try { println('a' <=> 1) } catch (e) { println e }
---
try { println(1 < 'a') } catch (e) { println e }
---
try { println([1] > 1) } catch (e) { println e }
---
println([1, 2, 3].each { print it }); println([1, 2].eachWithIndex { x, i -> print "$i:$x " }); println([1, 2].reverseEach { print it }); println([1, 2, 3].collect()); println([1, 2].collect([0]) { it * 2 }); println([[1, 2], [3, 4]].collect { a, b -> a + b }); println([[1, [2]], [3]].collectNested { it * 2 }); [[1, 2], [3, 4]].each { a, b -> print "$a-$b " }; println()
---
println([1, 2, 3]*.toString()); println(['a', 'bb']*.size()); println(['a', 'bb'].size()); println([[a: 1], [a: 2]].a); println([[a: 1], [a: 2]]*.a); println(['x', null]*.length()); println([1, 2].class); println([1, 2]*.class*.simpleName); def f = { a, b, c -> "$a$b$c" }; println f(*[1, 2, 3]); println([0, *[1, 2], 3]); println f('x', *['y', 'z'])
---
def s = [3, 1, 2, 3] as Set; println s; println s.class; println s.contains(1); println s + 9; println s - 1; s << 7; println s; println s.size(); println s as List; println([1, 2] as LinkedList); println(([1] as LinkedList).class); println([3, 1] as TreeSet); println(([3, 1] as SortedSet).class); println([1, 2].toSet().class); println s.add(1); println s.remove(7)
---
println(1..5)
println((1..5).toList())
println(1..<5)
---
println((5..1).toList())
println((1..5).step(2))
println((1..5).size())
---
println((1..5).sum())
println((1..5).contains(3))
println((1..5).from + (1..5).to)
---
println((1..5).reverse())
println((1..5)[1..2])
println((1..5).class)
---
println((1..0).toList())
println((0..<0).toList())
println((1..5).collect { it * 2 })
---
println(1..5 == [1, 2, 3, 4, 5])
println((1.5..3.5).toList())
println((1..5).inspect())
---
println((1..3).isReverse())
println ((1L..3L).class)
---
def r = 1..10; println r.step(3); r.step(4) { print it }; println(); println r.containsWithinBounds(5); println r.collate(4); println r.every { it > 0 }; println r.find { it > 5 }; println r.take(3); println r.min() + r.max(); println r[0]; println r[-1]; println r.get(2); println r.subList(1, 3); println r.groupBy { it % 3 }; try { r << 11 } catch (e) { println e.class }; println r.withIndex().size(); println r.iterator().next()
---
def (a, b, c) = [1, 2]; println "$a $b $c"; (a, b) = [b, a]; println "$a $b"; def (int x, String y) = [5, 'z']; println x + y; def (p, q) = 'ab'; println p + q; def list = [1, 2, 3]; def (h, t) = [list.head(), list.tail()]; println h; println t
---
def l = [1, 2, 3]; try { for (x in l) { l.add(4) } } catch (e) { println e }; try { l.each { l << 5 } } catch (e) { println e.class }
---
println([1, 2, 3].stream().map { it * 2 }.filter { it > 2 }.collect(java.util.stream.Collectors.toList()))
---
println([1, 2, 3].stream().mapToInt { it }.sum())
---
println(['a', 'b'].stream().collect(java.util.stream.Collectors.joining(',')))
---
println([1, 2, 3].stream().anyMatch { it > 2 })
---
println([3, 1].stream().sorted().toArray())
---
println([1, 2].stream().reduce(0) { a, b -> a + b })
---
println([1, 2, 3].stream().count())
---
println([1, 2].stream().findFirst().get())
---
println(['b', 'a'].stream().sorted().findFirst().orElse('none'))
---
println([1, 2, 3].swap(0, 2)); println([1, 2, 3].getAt(1)); println([1, 2, 3].getAt(-1)); def l = [1, 2]; l.putAt(0, 9); println l; println([1, 2, 3].asList()); println([1, 2, 3].toArray()); println([1, 2, 3].toArray().class.simpleName); println([[1, 2], [1, 3]].collect { it.first() }); println([3, 1, 2].sort().reverse().join()); println(['a', 'b', 'c'][1, -1]); println([1, 2, 3].minus([2])); println([1, 2, 3, 4, 5].getAt([0, 2])); println([1, 2].multiply(2)); println([1, 2].leftShift(5)); println([1, 2].isCase(1)); println([1, 2].grep { it > 1 }); println(['a', 1, 2.0].grep(Number)); println(['abc', 'xyz'].grep(~/a.*/)); println([1, 5, 9].grep(1..6)); println([0, 1, null].grep())
---
println([1, 2, 3].sum { it / 2 })
---
println((1..4).inject { a, b -> a * b })
---
println([[name: 'b', age: 2], [name: 'a', age: 2], [name: 'c', age: 1]].sort { a, b -> a.age <=> b.age ?: a.name <=> b.name }*.name)
---
println([[n: 2], [n: 1]].min { it.n })
---
println([[n: 2], [n: 1]].max { it.n }.n)
---
println([[n: 1], [n: 1]].unique { it.n }.size())
---
println([[2, 'b'], [1, 'a']].sort { it[0] })
---
println([1, 'a', 2.5].sort().size())
---
println([1, 2, 3].with { it.size() + size() })
println([1, 2].asType(Set))
println([1, 2] as int[])
---
println([1, 2] as Object[])
println([] ? 'y' : 'n')
println([0] ? 'y' : 'n')
---
println([1, 2].asBoolean())
println(!([]))
---
[1, 2, 3].foo
---
try { println([1,2].findIndexOf('x')) } catch (e) { println e.message }
try { println([1,2].findIndexOf(1, 'x')) } catch (e) { println e.message }
---
def t(Closure c) { try { println c() } catch (Throwable e) { println e.class.simpleName + ': ' + e.message.readLines()[0].replaceAll('[^ ]*[$]_[^ ]+', 'C') } }
for (r in [4..1, 4..<0, 1..4, 4.0..1.0, 'd'..'a', 4L..1L]) for (i in [1..<0, 0..1, 1..1, 2..0, -2..-1, 0..-1, 0..<0]) t { r[i] }
println((4..1)[[0..1, 2]])
println((4.0..1.0).subList(1, 2))
