import groovy.transform.*
@ToString class A { int x; String y }
println new A(x: 1, y: 'q')
@ToString(includeNames = true) class B { int x; String y }
println new B(x: 1, y: 'q')
@EqualsAndHashCode class C { int x }
println new C(x: 1) == new C(x: 1)
println new C(x: 1) == new C(x: 2)
@TupleConstructor class D { int x; String y }
println new D(5, 'z').y
println new D(5).x
@Canonical class E { String n; int v }
println new E('n', 2)
println new E(n: 'm', v: 3)
println new E('n', 2) == new E('n', 2)
@Immutable class F { String n; int v }
def f = new F('i', 1)
println f
try { f.n = 'x' } catch (ReadOnlyPropertyException e) { println e.message }
@Singleton class G { int n = 7 }
println G.instance.n
@groovy.transform.builder.Builder class H { String a; int b }
println H.builder().a('x').b(2).build().with { a + b }
class I { @Override String toString() { 'over' } }
println new I()
@CompileStatic class J { int twice(int x) { x * 2 } }
println new J().twice(4)
