def people = [[n: 'Ann', a: 30, c: 'x'], [n: 'Bob', a: 25, c: 'y'], [n: 'Cid', a: 30, c: 'x']]
println people.groupBy { it.a }
println people.groupBy({ it.a }, { it.c })
println people.countBy { it.c }
println people.sort { it.n }.n
println people.sort { a, b -> b.a <=> a.a ?: a.n <=> b.n }*.n
println people.max { it.a }.n
println people.min { it.a }.n
println people.sum { it.a }
println people.collectEntries { [it.n, it.a] }
println people.collectEntries { [(it.n): it.c] }
println people.findAll { it.a > 26 }.n
println people.find { it.a < 10 }
println people.inject([:]) { m, p -> m[p.c] = (m[p.c] ?: 0) + p.a; m }
println people.collectMany { [it.n, it.a] }
println people.split { it.a == 30 }*.size()
println people.indexed().collect { i, p -> "$i${p.n}" }
println people.findIndexOf { it.n == 'Bob' }
println people.count { it.a == 30 }
println people.unique { it.c }.size()
println([1, 2, 3, 4].inject { a, b -> a * b })
println([5, 3, 9].sort().reverse())
println(['b', 'A', 'c'].sort())
println(['b', 'A', 'c'].sort { it.toLowerCase() })
println([1, 'a', 2.5, null].findResults { it instanceof Number ? it * 2 : null })
println([1, 2, 3, 4, 5].takeWhile { it < 3 } + [1, 2, 3].dropWhile { it < 3 })
println([[1, 2], [3]].sum())
println(['a', 'b'].sum())
println([].sum() + 'x')
println([a: 1, b: 2].collect { "$it" })
println([3, 1].toSorted() + [1, 1].toSet().size())
println([1, 2, 3].intersect([2, 3, 4]))
println([1, 2].disjoint([3]))
println([1, 2, 3].minus(2))
println([1, 2, 3, 4].collate(3, false))
println([1, 2, 3].subsequences().size())
println([1, 2, 3].permutations().size())
println([1, 2, 3, 4].grep { it > 2 })
println([1, 'a', 'b'].grep(String))
println([1, 2, 3].min { -it })
println((1..3).collectEntries { [it, it * it] })
println([1, 2, 3].first() + [1, 2, 3].last())
println([1, 2, 3].findLastIndexOf { it < 3 })
println([4, 5].pop())
println([1, 2, 3].init())
println([[k: 1], [k: 2]].collect { it.k })
println(['x', 'y'].collectEntries { [(it): it * 2] })
println([1, 2, 3].eachWithIndex { x, i -> }.size())
println([1, 2, 3].reverseEach { print it })
