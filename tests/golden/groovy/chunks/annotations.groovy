import groovy.transform.*
@ToString class A { int x; String y; List z }
println new A(x: 1, y: 'q', z: [1])
@ToString(includeNames = true) class B { int x; String y }
println new B(x: 1)
@ToString(excludes = 'x') class C { int x; String y }
println new C(x: 1, y: 'v')
@ToString(includes = ['y'], includePackage = false, ignoreNulls = true) class D { int x; String y; def w }
println new D(x: 1, y: 'v')
---
import groovy.transform.*
@ToString(includeSuper = true) class K extends P { int b }
@ToString class P { int a }
println new K(a: 1, b: 2)
@ToString(includeFields = true) class F { private int hid = 3; int shown = 4 }
println new F()
---
import groovy.transform.*
@EqualsAndHashCode class E { int x; String y }
println new E(x: 1, y: 'a') == new E(x: 1, y: 'a')
println new E(x: 1, y: 'a') == new E(x: 2, y: 'a')
println new E(x: 1, y: 'a').hashCode() == new E(x: 1, y: 'a').hashCode()
println(([new E(x: 1), new E(x: 1)] as Set).size())
@EqualsAndHashCode(includes = 'x') class G { int x; int y }
println new G(x: 1, y: 2) == new G(x: 1, y: 3)
---
import groovy.transform.*
@TupleConstructor class T { int a; String b = 'dflt' }
println new T(1).b + new T(2, 'x').b + new T().a
println new T(a: 5).a
---
import groovy.transform.*
@Canonical class Pt { int x; int y = 9 }
println new Pt(1, 2)
println new Pt(1)
---
import groovy.transform.*
@Canonical class Pt { int x; int y = 9 }
println new Pt(x: 3, y: 4) == new Pt(3, 4)
println new Pt(y: 7)
---
import groovy.transform.*
@Immutable class Im { String n; List l; Date d; int i }
def im = new Im(n: 'a', l: [1], i: 2)
println im
try { im.n = 'b' } catch (e) { println e.class.simpleName + ': ' + e.message }
try { im.l << 2 } catch (e) { println e.class.simpleName }
println im == new Im('a', [1], null, 2)
println im.hashCode() == new Im('a', [1], null, 2).hashCode()
---
import groovy.transform.*
class Lz { @Lazy def v = { println 'computing'; 42 }(); @Lazy List l = [1, 2] }
def lz = new Lz()
println 'before'
println lz.v
println lz.v
println lz.l
---
class Del { @Delegate List items = []; def extra() { "extra ${size()}" } }
def d = new Del()
d << 1
d.add(2)
println d.items + d.size() + d.extra() + d[0] + d.contains(2)
println d.collect { it * 2 }
---
@Singleton class Sing { def v = 1 }
Sing.instance.v = 5
println Sing.instance.v
try { new Sing() } catch (e) { println e.class.simpleName }
println Sing.instance.is(Sing.instance)
---
import groovy.transform.*
@CompileStatic class Cs { static int sq(int x) { x * x }; String up(String s) { s.toUpperCase() } }
println Cs.sq(4) + new Cs().up('a')
@TypeChecked int typed(int a) { a + 1 }
println typed(2)
@Memoized def memo(x) { println "calc $x"; x * 2 }
println memo(2) + memo(2)
---
@interface Mark { String value() default 'd'; int n() default 1 }
@Mark('x') class M { @Mark(n = 2) def f; @Deprecated def g() { @SuppressWarnings('unused') int q = 1; q }; @Override String toString() { 'M!' } }
println new M().g() + "${new M()}"
---
import groovy.transform.builder.*
@Builder class Person { String name; int age }
def p = Person.builder().name('Z').age(4).build()
println p.name + p.age
