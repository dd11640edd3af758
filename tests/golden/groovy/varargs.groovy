def f(Object... a) { "${a.length}:${a.join(',')}" }
println f()
println f(1)
println f(1, 'b')
println f([1, 2])
println f([1, 2] as Object[])
println f(*[1, 2, 3])
def g(String s, int... n) { s + n.toList() }
println g('a')
println g('a', 1)
println g('a', 1, 2)
def c = { String... s -> s.join('+') }
println c('x', 'y')
println c()
class V { V(String... p) { this.p = p as List }; List p }
println new V('a', 'b').p
println new V().p
def mixed(Map m, String s, Object... r) { "$m $s ${r.size()}" }
println mixed('s', 1, 2, k: 'v')
static st(int... xs) { xs.sum() }
println st(1, 2, 3)
