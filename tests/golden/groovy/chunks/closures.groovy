def c = { -> 'none' }
def i = { it }
def two = { a, b = 5 -> "$a $b" }
def va = { Object... x -> x.size() }
println c() + i('x') + two(1) + two(1, 2) + va(1, 2, 3) + va()
println c.maximumNumberOfParameters + i.maximumNumberOfParameters + two.maximumNumberOfParameters
println two.parameterTypes*.simpleName
---
def add = { a, b, c -> "$a-$b-$c" }
println add.curry(1)(2, 3)
println add.rcurry(3)(1, 2)
---
def add = { a, b, c -> "$a-$b-$c" }
println add.ncurry(1, 'm')('a', 'z')
println add.curry(1, 2)(9)
---
def add = { a, b, c -> "$a-$b-$c" }
println add.curry(1).curry(2).curry(3)()
println add.curry(1).maximumNumberOfParameters
---
def inc = { it + 1 }
def dbl = { it * 2 }
println((inc >> dbl)(3))
println((inc << dbl)(3))
println((inc >> dbl >> { "<$it>" })(1))
println([1, 2].collect(inc >> dbl))
---
int calls = 0
def slow = { x -> calls++; x * x }
def fast = slow.memoize()
println fast(4) + fast(4) + fast(5)
println calls
def most = slow.memoizeAtMost(1)
most(1); most(2); most(1)
println calls
def m2 = { a, b -> calls++; a + b }.memoize()
println m2(1, 2) + m2(1, 2) + m2(2, 1)
println calls
---
def sum
sum = { n, acc = 0G -> n == 0 ? acc : sum.trampoline(n - 1, acc + n) }.trampoline()
println sum(1000)
---
class Owner { def name = 'own'; def make() { { -> name } }; def nested() { { -> { -> [this.class.simpleName, owner.class.simpleName != null, delegate == owner] } } } }
def o = new Owner()
println o.make()()
def cl = o.make()
cl.delegate = [name: 'del']
println cl()
cl.resolveStrategy = Closure.DELEGATE_FIRST
println cl()
cl.resolveStrategy = Closure.DELEGATE_ONLY
println cl()
cl.resolveStrategy = Closure.OWNER_ONLY
println cl()
println o.nested()()()
---
class B { def log = []; def methodMissing(String n, a) { log << "$n${a.toList()}"; this } }
def b = new B()
def dsl = { first 1; second 'x', 2; third() }
dsl.delegate = b
dsl.resolveStrategy = Closure.DELEGATE_FIRST
dsl()
println b.log
---
def html(Closure c) { def out = []; c.delegate = new Expando(tag: { n, body = null -> out << "<$n>"; out << "</$n>" }, text: { out << it }); c.resolveStrategy = 1; c.call(); out.join() }
println html { tag('p') { text 'hi' } }
---
def x = 1
def inc = { x += 1; x }
inc(); inc()
println x
def mk = { n -> { -> n++ } }
def a = mk(10), b = mk(20)
println a() + a() + b()
def fs = []
for (i in 1..3) { fs << { i } }
println fs*.call()
def gs = (1..3).collect { v -> { -> v } }
println gs*.call()
---
def run = { Closure body -> body.delegate = 'str'; body.resolveStrategy = Closure.DELEGATE_FIRST; body() }
println run { toUpperCase() }
println run { size() + length() }
---
println([1, 2, 3].collect { if (it == 2) return 'two'; it })
println([3, 1].sort { -it })
---
println([a: 1, b: 2].collect { k, v -> "$k$v" })
println([a: 1, b: 2].collect { it.key + it.value })
---
println([[1, 2], [3, 4]].collect { a, b -> a * b })
println([1, 2].inject(0) { acc, v -> acc + v })
---
interface Two { def a(); def b(x) }
def t = [a: { 'A' }, b: { "B$it" }] as Two
println t.a() + t.b(3)
println t instanceof Two
---
def e = [1, 2, 3].each { }
println e
println((1..3).every { it > 0 } && (1..3).any { it == 2 })
5.times { print it }
1.upto(3) { print it }
3.downto(1) { print it }
0.step(10, 5) { print it }
println()
---
def counter = { -> int n = 0; [inc: { -> ++n }, look: { -> n }] }()
counter.inc()
counter.inc()
println counter.look()
println({ it?.size() }(null))
println({ -> it }.class != null)
---
def f(Closure c) { c.call(1, 2) }
println f { a, b -> a + b }
println f { Object[] all -> all.toList() }
try { println f { List l -> l } } catch (e) { println e.class.simpleName }
---
def f(Closure c) { c.call([1, 2]) }
println f { a, b -> a + b }
println f { it }
println f { a, b = 9 -> "$a $b" }
try { println f { a, b, c -> 1 } } catch (e) { println e.class.simpleName }
