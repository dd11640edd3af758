def f(Map m) { "map $m" }
def g(Map m, a) { "map $m a $a" }
def h(Map m, a, Closure c) { "map $m a $a c ${c()}" }
println f(a: 1, b: 2)
println g(a: 1, 5)
println g(5, a: 1)
println g(5, a: 1, b: [c: 2])
println h(1, x: 2) { 'closure' }
println f([a: 1])
def k(a, Map m = [:]) { "$a $m" }
println k(1)
println k(1, [b: 2])
f a: 1
println(f(a: 1))
def cmd(a) { this }
def both(String s, Closure c) { "$s ${c(3)}" }
println both('x') { it + 1 }
println both('y', { it * 2 })
class N { String a; int b; def c }
println new N(a: 'q', b: 3, c: [1]).with { "$a $b $c" }
println new N().a
try { new N(zz: 1) } catch (MissingPropertyException e) { println e.message.readLines()[0] }
def opt(Map o = [:], String n = 'def') { "$n $o" }
println opt()
println opt(a: 1)
println opt('x', a: 1)
println f('key with space': 1, "${'dyn'}": 2, (1 + 1): 3)
