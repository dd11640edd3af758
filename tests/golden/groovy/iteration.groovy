def log = []
[1, 2, 3].eachWithIndex { x, i -> log << x * i }
println log
println([a: 1, b: 2].collect { k, v -> k + v })
println([1, 2, 3].findResult { it > 1 ? "f$it" : null })
println((1..10).findAll { it % 3 == 0 }.collect { it ** 2 }.sum())
println([1, [2, 3], [[4]]].flatten { it })
println(['a', 'b'].indexed())
println(['a', 'b'].withIndex().collect { e, i -> "$i$e" })
println([1, 2, 3].inject('') { s, i -> s + i })
def it1 = ['x', 'y'].iterator()
println it1.next() + it1.hasNext()
println 'abc'.iterator().collect { it }
println([3, 4].each { }.size())
3.times { i -> print i }
println()
println([1, 2, 3, 4].any { it == 3 } ? 'any' : 'none')
println([[1, 'a'], [2, 'b']].collectEntries())
println([[1, 'a'], [2, 'b']].collect { n, s -> s * n })
println([a: 1, b: 2].each { k, v -> }.getClass().simpleName)
println([1, 2, 3].collect { x -> if (x == 2) return 'two'; x })
println((1..3).inject { a, b -> a + b })
println([b: 1, a: 2].sort { it.key }*.value)
println([a: 1, b: 2].findResult { k, v -> v == 2 ? k : null })
println([a: 1, b: 2].every { k, v -> v > 0 })
println([a: 3, b: 2].min { it.value }.key)
println([a: 3, b: 2].count { it.value > 2 })
println([1, 2, 3].collectMany { [it] * it })
