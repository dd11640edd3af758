def l = [1, 2, 3]
l << 4
l += [5, 6]
println l
println l - [2, 4]
println l * 2
println l[0] + l[-1]
println l[1..3]
println l[-3..-1]
println l[0, 2, 4]
println l[10]
l[7] = 'x'
println l
println l.size()
println([1, [2, [3, [4]]]].flatten())
println([3, 1, 2].sort())
println([3, 1, 2].sort { a, b -> b <=> a })
println(['bb', 'a', 'ccc'].sort { it.size() })
println([1, 2, 3, 4].findAll { it % 2 == 0 })
println([1, 2, 3].collect { it * it })
println([1, 2, 3].inject(10) { acc, v -> acc + v })
println([1, 2, 3].sum() + [1.5, 2].sum())
println(['a', 'b'].join('-'))
println([1, 2, 2, 3, 3].unique())
println([1, 2, 3].reverse())
println([1, 2, 3, 4, 5].collate(2))
println([[1, 2], [3, 4]].transpose())
println([1, 2].combinations())
println([[1, 2], ['a', 'b']].combinations())
println([1, 2, 3].contains(2))
println([1, 2, 3].indexOf(3))
println([1, null, 'a', [b: 1]])
println([1, 2, 3] == [1, 2, 3])
println([1, 2, 3].max() + [4, 5].min())
println([1, 2, 3, 4].groupBy { it % 2 ? 'odd' : 'even' })
println([1, 2, 3].every { it > 0 })
println([1, 2, 3].any { it > 2 })
println([1, 2, 3].take(2) + [1, 2, 3].drop(2))
println([1, 2, 3].head() + [1, 2, 3].tail().size())
def (a, b) = [1, 2]
println a + b
println([1, 2, 3].withIndex())
[5, 6].eachWithIndex { v, i -> println "$i:$v" }
println([[a: 1], [a: 2]].a)
println([1, 2, 3].toString() + [])
println(['x'].asImmutable())
