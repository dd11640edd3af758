def twice = { it * 2 }
println twice(4)
println twice.call(5)
def add = { a, b = 10 -> a + b }
println add(1)
println add(1, 2)
def none = { -> 'none' }
println none()
def count = 0
def inc = { count++ }
3.times(inc)
println count
println([1, 2, 3].collect(twice))
def make = { x -> { y -> x + y } }
println make(3)(4)
def va = { Object... args -> args.size() }
println va(1, 2, 3)
println va()
def typed = { int a, String b -> "$a$b" }
println typed(1, 'z')
println twice.maximumNumberOfParameters
println add.maximumNumberOfParameters
println none.maximumNumberOfParameters
def fs = []
for (i in 1..3) { fs << { i } }
println fs.collect { it() }
def gs = []
(1..3).each { i -> gs << { i } }
println gs.collect { it() }
def hs = []
int k = 0
while (k < 3) { def j = k; hs << { j }; k++ }
println hs.collect { it() }
def r = [1, 2].each { return 5 }
println r
def f = { if (it > 2) { 'big' } else { 'small' } }
println f(1) + f(3)
def pair = { a, b -> "$a-$b" }
println pair([1, 2])
println(([[1, 2], [3, 4]].collect { a, b -> a * b }))
def apply(c, x) { c(x) }
println apply({ it + 1 }, 1)
println apply(this.&helper, 3)
def helper(x) { "h$x" }
def rec
rec = { n -> n <= 1 ? 1 : n * rec(n - 1) }
println rec(5)
try { twice(1, 2) } catch (MissingMethodException e) { println e.message.readLines()[0].replaceAll(/closures\$\S+?\./, 'C.') }
