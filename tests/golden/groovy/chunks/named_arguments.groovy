def show(Map m = [:], String s = 'none', Closure c = null) { "$m $s ${c?.call()}" }
println show()
println show([:], 'x')
println show(a: 1)
println show(a: 1, 'y')
println show('z', b: 2)
try { println show('x') } catch (e) { println e.class.simpleName }
println show([q: 1], 'w') { 'body' }
println show(a: 1, 'v') { 'tail' }
---
def name = 'toUpperCase'
println 'abc'."$name"()
println 'abc'."to${'Lower'}Case"()
def prop = 'length'
println 'abc'.bytes."$prop"
println([a: 5]."${'a'}")
def call = 'max'
println([1, 9, 3]."$call"())
this."pri${'ntln'}"('dyn')
---
class T { def a, b; def m(Map o) { "$o" }; def n(Map o, x, y = 'd') { "$o $x $y" } }
def t = new T(a: 1, b: [2])
println t.m(k: 1, z: 2)
println t.n(1, k: 'v')
println t.n(k: 'v', 1, 2)
---
def f(Map m, List l, Closure c) { "$m $l ${c(m.x)}" }
println f(x: 3, [1]) { it * 2 }
println f([x: 4], [2], { it + 1 })
---
def g(Map o = [:]) { o }
println g()
println g(a: 1)
println g([b: 2])
println g('c-d': 3, (1 + 1): 4)
---
def h(x) { x }
println h(a: 1, b: 2)
println h(a: 1).getClass().simpleName
---
class Pt { int x, y; String toString() { "($x,$y)" } }
def args = [x: 1, y: 2]
println new Pt(args)
println new Pt(*: args, y: 9)
println new Pt(x: 5)
