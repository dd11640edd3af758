import groovy.json.*
println new JsonBuilder([a: 1, b: [1, 2], c: null]); println new JsonBuilder([1, 'x']).toPrettyString(); def b = new JsonBuilder(); b(a: 1, b: 2); println b; b([1, 2, 3]) { n it }; println b; b { x 1; y([1, 2]) { v it } }; println b; def r = b.call([k: 'v']); println r; b(1, 2, 3); println b
---
def nb = new NodeBuilder(); def r = nb.root(a: 1) { child('t'); other { x(1) } }; println r; println r.child.text(); println r.@a; println r.other.x.text(); println r.other[0].x[0].value()
---
import groovy.transform.*
@Canonical class P { String n; int a }
println new P('x', 1); println new P(n: 'y'); println new P('x', 1) == new P('x', 1); println new P().hashCode() == new P().hashCode(); println new P('x'); def p = new P('q', 2); p.a = 9; println p
---
import groovy.transform.*
@ToString @TupleConstructor class Pt { int x, y }
@ToString(includeNames = true, includePackage = false) class Cir extends Pt { int r; static int cnt = 1; final String tag = 't' }
println new Pt(1, 2); println new Cir(x: 1, r: 2); @ToString class Nest { def inner }; println new Nest(inner: new Pt(3, 4)); println new Nest(inner: [1, 'a', null]); println new Nest(inner: "g${1}"); println([new Pt(1, 2)]); println "${new Pt(1, 2)}"
---
@groovy.util.logging.Log class A { def x() { 1 } }; println new A().x()
