class I { Object invokeMethod(String n, Object a) { "im:$n:${a.toList()}" }; def real() { 'real' } }
def i = new I()
println i.real()
println i.unreal(2)
---
class GP { private Map store = [a: 1]; Object getProperty(String n) { n == 'store' ? this.@store : "gp:$n" }; void setProperty(String n, Object v) { this.@store[n] = v } }
def g = new GP()
println g.x
g.x = 5
println g.store
---
class Acc { private x = 1; int getX() { x * 10 }; void setX(v) { x = v + 1 }; def inner() { x }; def viaThis() { this.x } }
def a = new Acc()
println a.x
a.x = 4
println a.x + ' ' + a.inner() + ' ' + a.viaThis() + ' ' + a.@x
---
class R { def methodMissing(String n, args) { n.startsWith('get') ? "got ${n[3..-1]}" : "$n(${args.join(',')})" } }
def r = new R()
println r.doIt(1, 2) + ' ' + r.getThing() + ' ' + r.with { other('x') }
---
class P { def store = [:]; def propertyMissing(String n) { store[n] ?: "no $n" }; def propertyMissing(String n, v) { store[n] = v } }
def p = new P()
p.a = 1
println p.a + ' ' + p.b + ' ' + p.store
---
class B { def calls = []; def invokeMethod(String n, args) { calls << n; n.size() } ; def known() { 'known' } }
def b = new B()
println b.unknown() + ' ' + b.known() + ' ' + b.calls
---
class D { def inner = [x: { "closure $it" }]; def methodMissing(String n, args) { inner[n] ? inner[n](*args) : { throw new MissingMethodException(n, D, args) }() } }
println new D().x(5)
try { new D().y(1) } catch (MissingMethodException e) { println e.method + ' ' + e.type.simpleName + ' ' + e.arguments.toList() }
---
class Tree { def out = []; def methodMissing(String n, args) { out << n; args.each { if (it instanceof Closure) { it.delegate = this; it.resolveStrategy = Closure.DELEGATE_FIRST; it() } else out << it }; out } }
println new Tree().html { head { title 'T' }; body 'b' }
