def c = { it * 2 }
println c(3)
---
def c = { it * 2 }
println c.call(4)
---
def c = { it * 2 }
println c.class.superclass
---
def c = { it * 2 }
println c.maximumNumberOfParameters
---
def c = { it * 2 }
println c.parameterTypes
---
def c = { it * 2 }
def z = { -> 'none' }
println z()
---
def c = { it * 2 }
def z = { -> 'none' }
println z.maximumNumberOfParameters
---
def c = { it * 2 }
def z = { -> 'none' }
try { z(1) } catch (e) { println e.message }
---
def c = { it * 2 }
def z = { -> 'none' }
def t = { int a, String b = 'd' -> "$a$b" }
println t(1)
---
def c = { it * 2 }
def z = { -> 'none' }
def t = { int a, String b = 'd' -> "$a$b" }
println t(1, 'x')
---
def c = { it * 2 }
def z = { -> 'none' }
def t = { int a, String b = 'd' -> "$a$b" }
println t.parameterTypes
---
def c = { a, b -> "$a-$b" }
println c(1, 2)
---
def c = { a, b -> "$a-$b" }
println c([3, 4])
---
def c = { a, b -> "$a-$b" }
println c.curry('x')('y')
---
def c = { a, b -> "$a-$b" }
println c.rcurry('x')('y')
---
def c = { a, b -> "$a-$b" }
println c.ncurry(1, 'z')('w')
---
def c = { a, b -> "$a-$b" }
try { c(1) } catch (e) { println e.message }
---
def c = { a, b -> "$a-$b" }
try { c(1, 2, 3) } catch (e) { println e.message }
---
def c = { a, b -> "$a-$b" }
println c.getMaximumNumberOfParameters()
---
def c = { a, b -> "$a-$b" }
println({ a, b, d -> a + b + d }.curry(1).curry(2)(3))
---
def f = { it + 1 }; def g = { it * 2 }; println((f >> g)(3)); println((f << g)(3)); println((f >> g >> f)(1)); def m = { println 'calc'; it * 2 }.memoize(); println m(2); println m(2); def tr; tr = { n, acc = 1 -> n <= 1 ? acc : tr.trampoline(n - 1, n * acc) }.trampoline(); println tr(5); println tr(20G)
---
def v = { Object... a -> a.length }; println v(); println v(1, 2); println v([1, 2] as Object[]); def w = { String s, int... n -> "$s${n.sum()}" }; println w('a', 1, 2); def d = { a = 1, b = 2 -> a + b }; println d(); println d(5); println d(5, 6); def it2 = { it }; println it2(); println it2(null); println({ it }([1, 2])); println({ a -> a }([1, 2])); def none = { }; println none()
---
class Del { def name = 'delegate'; def hi() { 'hi from delegate' } }
def name2 = 'x'; def c = { hi() + name }; c.delegate = new Del(); println c(); c.resolveStrategy = Closure.DELEGATE_FIRST; println c(); println c.delegate.class; println c.owner.class == this.class; println c.thisObject == this; def cl = { delegate.class.simpleName + owner.class.simpleName }; println cl(); println new Del().with { name + hi() }; println Closure.OWNER_FIRST + Closure.DELEGATE_FIRST + Closure.OWNER_ONLY + Closure.DELEGATE_ONLY
---
class A { def x = 'A'; def run(Closure c) { c.delegate = this; c.resolveStrategy = Closure.DELEGATE_ONLY; c() } }
println new A().run { x }; try { new A().run { zzz } } catch (e) { println e.message }; try { new A().run { nope() } } catch (e) { println e.message.readLines()[0] }; def c = { -> foo }; try { c() } catch (e) { println e.message }; try { ({ -> bar() })() } catch (e) { println e.message.readLines()[0] }
---
def acc = []; [1, 2, 3].each { if (it == 2) return; acc << it }; println acc; def counter = { -> def n = 0; { -> ++n } }(); println counter() + counter(); def fs = (1..3).collect { i -> { -> i * 10 } }; println fs*.call(); def x = 1; def inc = { x++ }; inc(); inc(); println x; def outer = { def y = 5; def inner = { y + x }; inner() }; println outer()
---
def f(Closure c) { c(1, 2) }; println f { a, b -> a + b }; println(f({ a, b -> a - b })); def g(x, Closure c) { c(x) }; println g(5) { it + 1 }; println g(5, { it + 2 }); def h(Closure a, Closure b) { a() + b() }; println h({ 1 }, { 2 }); println h({ 1 }) { 3 }; def dflt(Closure c = { 'dflt' }) { c() }; println dflt(); println dflt { 'given' }
---
def c = { String s -> s }; println c('a'); println c("g${1}"); try { c(1) } catch (e) { println e.class.name }; def i = { int n -> n + 1 }; println i(1); try { i('1') } catch (e) { println e.class.name }; try { i(1L) } catch (e) { println e.class.name }; println({ Number n -> n }.call(1.5)); println({ double n -> n }.call(1))
---
def c = { x -> x + 1 }; println c.clone()(1); println c.isCase(0); println c.dehydrate() != null; println c.rehydrate(this, this, this)(2); println c.asWritable() != null; println c.directive; println c.getOwner().is(this); switch (5) { case { it > 3 }: println 'big'; break; default: println 'small' }; println c instanceof Runnable; println c instanceof Closure; println c.ncurry(0, 5)()
---
println([1, 2, 3].collect { x -> x * 2 }.findAll { it > 2 }.inject(0) { a, b -> a + b }); def compose = { Closure... fs -> { x -> fs.inject(x) { v, f -> f(v) } } }; println compose({ it + 1 }, { it * 2 })(5); println((1..3).collect { a -> (1..2).collect { b -> a * b } }); def apply = { f, x -> f(x) }; println apply({ it ** 2 }, 3); println({ -> [it: 1] }()); println([a: 1].with { a + 1 }); 3.times { print it }; println(); def (q, w) = { [1, 2] }(); println q + w
---
def c = { -> throw new IllegalStateException('in closure') }; try { c() } catch (IllegalStateException e) { println e.message }; def r = [1, 2, 3].find { if (it == 2) { return true }; false }; println r; def nested = { { -> 'inner' } }; println nested()(); println nested().call(); println({ it?.size() }(null)); def e = [1, 2].each { 5 }; println e; println([1, 2].every { it }); def x = { a, b = a * 2 -> [a, b] }; println x(1)
---
class O { def p = 1; def m() { [1].collect { p + it } }; def n() { [1].collect { this.p + it } }; def o() { { -> owner.class.simpleName }() }; def q() { def p = 10; [1].collect { p + it } }; def nest() { [1].collect { [2].collect { p + it } } }; static s() { [1].collect { it + 1 } } }
def o = new O(); println o.m(); println o.n(); println o.o(); println o.q(); println o.nest(); println O.s()
---
def sw(x) { switch (x) { case 1: return 'one'; case [2, 3]: return 'list'; case 4..6: return 'range'; case String: return 'str'; case ~/a.*/: return 're'; case { it instanceof Map && it.k }: return 'clos'; case null: return 'null'; case 7L: return 'long'; case 'x': return 'x'; case BigDecimal: return 'bd'; default: return 'dflt' } }
println([1, 2, 5, 'abc', [k: 1], null, 7, 1.5, [:], [9], 100].collect { sw(it) })
---
def fall(x) { def r = []; switch (x) { case 1: r << 1; case 2: r << 2; break; case 3: r << 3; default: r << 'd' }; r }; println fall(1); println fall(2); println fall(3); println fall(9); switch ('a') { default: println 'only default' }; switch ("a${1}") { case 'a1': println 'gstring'; break }; switch (1) { case 1..3: println 'r'; break }; switch ('abc') { case ~/b/: println 'find'; break; case ~/.b./: println 'match' }; def res = switchless(2); def switchless(x) { x == 2 ? 'two' : 'other' }; println res
