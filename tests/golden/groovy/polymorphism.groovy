class Base { String who() { 'base' }; String call(x) { "called ${who()} $x" }; static String s() { 'sbase' } ; def prop = 'p1' }
class Mid extends Base { String who() { 'mid<' + super.who() } }
class Leaf extends Mid { String who() { 'leaf<' + super.who() }; static String s() { 'sleaf' } ; def getProp() { 'getter ' + super.prop } }
println new Leaf().who()
println new Leaf()(3)
println Leaf.s() + Mid.s()
println new Leaf().prop
def m(Base b) { 'base' }
def m(Leaf l) { 'leaf' }
println m(new Mid()) + m(new Leaf())
println new Leaf() instanceof Base
println([new Base(), new Mid(), new Leaf()]*.who())
class P { protected int v = 1; int inc() { ++v } }
class C extends P { int dbl() { v * 2 } }
def c = new C(); c.inc()
println c.dbl()
class Ex extends RuntimeException { Ex(String m) { super("Ex: $m") } }
class Ex2 extends Ex { Ex2() { super('two') } }
try { throw new Ex2() } catch (Ex e) { println e.message }
class Eq { int a; boolean equals(Object o) { o instanceof Eq && a == o.a }; int hashCode() { a } }
println([new Eq(a: 1), new Eq(a: 1), new Eq(a: 2)].unique().size())
println(([new Eq(a: 1), new Eq(a: 1)] as Set).size())
println new Eq(a: 3) in [new Eq(a: 3)]
class Str { String toString() { 'STR' } }
println "${new Str()}" + new Str() + [new Str()]
println new Str().toString().size()
