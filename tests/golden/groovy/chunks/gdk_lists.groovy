def l = [3, 1, 2]
println([l.sort(false), l.sort { -it }, l.reverse(), l.max()])
println([l.min(), l.sum(), l.first(), l.last()])
---
def l = [3, 1, 2]
println([l.head(), l.tail(), l.init()])
println([l.collect { it * 2 }, l.findAll { it > 1 }, l.find { it > 1 }, l.any { it > 2 }])
---
def l = [3, 1, 2]
println([l.every { it > 0 }, l.count { it > 1 }, l.count(3), l.indexOf(1)])
println([l.findIndexOf { it == 2 }, l.findLastIndexOf { it < 3 }, l.findIndexValues { it > 1 }])
---
println([1, 2, 3, 4].groupBy { it % 2 ? 'odd' : 'even' })
println([1, 2, 3, 4].countBy { it % 2 })
---
println([1, 2, 3, 4].split { it > 2 })
println([1, 2, 3, 4, 5].collate(2) + [1, 2, 3].collate(2, false) + [1, 2, 3, 4].collate(2, 1) + [1, 2, 3].collate(2, 1, false))
---
println([1, 2, 3].inject { a, b -> a * b } + [1, 2, 3].inject(10) { a, b -> a + b })
println([[1, 2], [3, [4]]].flatten() + [[1, 2], [3, 4]].transpose() + [[1, 2], [3]].combinations() + [1, 2, 3].permutations().size() + [1, 2].subsequences().size())
---
println(['a', 'b'].withIndex() + ['a', 'b'].indexed() + ['a', 'b'].withIndex(1).collect { s, i -> s * i })
---
def l = [1, 2, 3, 2, null]
println([l.unique(false), l.toSet().size(), l.minus(2), (l - [1, null])])
println([l.intersect([2, 3]), l.disjoint([9]), l.contains(null), l.containsAll([1, 2])])
---
def l = [1, 2, 3, 2, null]
println([l.findAll(), l.grep(), l.grep(Integer), l.grep(2..3)])
println([l.plus([7]), l.plus(8), (l + [[9]]), l.multiply(2).size()])
---
def l = [1, 2, 3, 2, null]
println([([1] * 3), l.take(2), l.drop(3), l.takeWhile { it < 3 }])
println([l.dropWhile { it < 3 }, l.takeRight(2), l.dropRight(4)])
---
def l = [1, 2, 3, 4, 5]
println([l[1..3], l[-3..-1], l[0, 2], l[3..1]])
println([l[1..<3], l.getAt(0), l.subList(1, 3), l.asImmutable()])
println([l[0..0], l.swap(0, 4), l.first()])
l[1..2] = [9, 9, 9]; println l
l[0] = 7; l[8] = 1; println l
l.swap(0, 1); println l
println([l.asImmutable().class.simpleName, l.asSynchronized().size(), l.lastIndexOf(9), l.equals([1])])
println([(l == l.clone()), l.clone().is(l)])
try { l.asImmutable() << 1 } catch (e) { println e.class.simpleName }
try { [1, 2].subList(0, 5) } catch (e) { println e.class.simpleName + ': ' + e.message }
---
println([Collections.max([1, 3]), Collections.min([2, 1]), Collections.emptyList(), Collections.emptyMap()])
println([Collections.singletonList(1), Collections.nCopies(2, 'x'), Collections.unmodifiableList([1]), Collections.frequency([1, 1], 1)])
println([Collections.disjoint([1], [2]), Collections.singleton(3)])
def l = [3, 1, 2]; Collections.sort(l); print l; Collections.reverse(l); print l; Collections.swap(l, 0, 2); print l; Collections.sort(l, { a, b -> b <=> a } as Comparator); print l; Collections.addAll(l, 7, 8); print l; Collections.rotate(l, 1); print l; Collections.fill(l, 0); println l
println([Arrays.asList(1, 2), Arrays.toString([1, 2] as int[]), Arrays.equals([1] as int[], [1] as int[]), Arrays.copyOf([1, 2] as int[], 3)])
println([Arrays.copyOfRange([1, 2, 3] as int[], 1, 2), Arrays.hashCode([1, 2] as int[]), Arrays.deepToString([[1], [2]] as Object[]), Arrays.binarySearch([1, 3, 5] as int[], 3)])
println([Collections.binarySearch([1, 3, 5], 5)])
int[] a = [3, 1, 2]; Arrays.sort(a); println a.toList() + Arrays.stream(a).sum()
try { Collections.emptyList() << 2 } catch (e) { println e.class.simpleName }
println([Objects.equals(null, null), Objects.hash(1, 2), Objects.toString(null, 'd'), Objects.isNull(null)])
println([Objects.requireNonNull('x'), Objects.hashCode(null)])
try { Objects.requireNonNull(null, 'was null') } catch (e) { println e }
---
def l = [[n: 'b', a: 2], [n: 'a', a: 2], [n: 'c', a: 1]]
println([l.sort { it.a }*.n, l.sort { x, y -> x.a <=> y.a ?: x.n <=> y.n }*.n, l.max { it.a }.n, l.groupBy { it.a }.collectEntries { k, v -> [k, v*.n] }])
println([l.collect { it.n }.join(), l.n, l.sum { it.a }, l.find { it.n == 'c' }])
---
def l = [[n: 'b', a: 2], [n: 'a', a: 2], [n: 'c', a: 1]]
println([l.collectEntries { [(it.n): it.a] }.sort { it.value }, l.inject([:]) { m, x -> m[x.n] = x.a; m }, l*.a.sum(), l.min { it.n }])
println([l.every { it.a }, l.count { it.a == 2 }, l.withIndex().collect { x, i -> "$i$x.n" }])
