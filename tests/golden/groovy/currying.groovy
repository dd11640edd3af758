def add = { a, b, c -> "$a$b$c" }
println add.curry(1)(2, 3)
println add.curry(1, 2)(3)
println add.rcurry(9)(1, 2)
println add.ncurry(1, 5)(1, 2)
def plus2 = { it + 2 }
def times3 = { it * 3 }
println((plus2 >> times3)(1))
println((plus2 << times3)(1))
println([1, 2, 3].collect(plus2 >> times3))
def calls = 0
def slow = { calls++; it * 2 }.memoize()
println slow(2) + slow(2) + slow(3)
println calls
println add.curry(1).maximumNumberOfParameters
def upper = 'abc'.&toUpperCase
println upper()
def len = String.&length
println(['a', 'bb'].collect(this.&size2))
def size2(s) { s.size() }
println([3, 1, 2].sort(false, { a, b -> b <=> a }))
def compose = { f, g, x -> f(g(x)) }
println compose(plus2, times3, 5)
def partial = compose.curry(plus2, times3)
println partial(10)
println plus2.call(1) + plus2.curry(7)()
