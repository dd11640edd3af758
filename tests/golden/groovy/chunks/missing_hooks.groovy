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
