import groovy.transform.*
@TailRecursive
int sum(int n, int acc = 0) { n == 0 ? acc : sum(n - 1, acc + n) }
println sum(100)
---
import groovy.transform.*
class A { @TailRecursive static long fact(long n, long acc = 1) { if (n <= 1) return acc; fact(n - 1, n * acc) } }
println A.fact(15)
---
import groovy.transform.*
class A { List<String> names = ['a', 'b']; @IndexedProperty List<Integer> nums = [1, 2]; @IndexedProperty String[] words = ['x', 'y'] }
def a = new A()
println a.getNums(1)
a.setNums(0, 7)
println a.nums
println a.getWords(1)
---
@Newify([Date, Integer]) class A { def m() { Integer(5) } ; def n() { Date.new(0L).time } }
println new A().m()
println new A().n()
---
class P { String n; P(String n) { this.n = n } ; String toString() { "P($n)" } }
@Newify(P) def f() { [P('a'), P('b')] }
println f()
---
class P { String n; P(String n) { this.n = n } ; String toString() { "P($n)" } }
class U { @Newify(auto = false, value = P) def f() { P('q') } }
println new U().f()
---
class Flying { def fly() { "fly ${this.class.simpleName}" } }
@Mixin(Flying) class Bird { }
println new Bird().fly()
---
import groovy.transform.*
class A { @PackageScope int x = 3; @PackageScope def m() { 4 } }
println new A().x
println new A().m()
---
import groovy.transform.*
@Field int counter = 0
def inc() { counter++ }
inc(); inc()
println counter
---
import groovy.transform.Field
@Field List names = ['a']
@Field final String C = 'c'
def f() { names << C; names }
println f()
---
import groovy.transform.*
@Memoized def slow(x) { println "run $x"; x * 2 }
println slow(2)
println slow(2)
println slow(3)
---
import groovy.transform.*
@Immutable class P { int x, y }
def p = new P(1, 2)
println p
try { p.x = 3 } catch (ReadOnlyPropertyException e) { println e.message }
println p == new P(x: 1, y: 2)
println p.hashCode() == new P(1, 2).hashCode()
---
import groovy.transform.*
@Immutable(copyWith = true) class P { int x; String s }
println new P(1, 'a').copyWith(x: 5)
---
import groovy.transform.*
@Sortable class P { String n; int a }
println([new P(n: 'b', a: 1), new P(n: 'a', a: 2)].sort()*.n)
println P.comparatorByA().compare(new P(a: 1), new P(a: 2))
---
import groovy.transform.*
@Sortable(includes = ['a']) @ToString class P { String n; int a }
println([new P(n: 'b', a: 3), new P(n: 'a', a: 2)].sort())
---
import groovy.transform.builder.*
@Builder class P { String n; int a }
def p = P.builder().n('x').a(3).build()
println p.n + p.a
---
import groovy.transform.builder.*
@Builder(builderStrategy = SimpleStrategy, prefix = '') class P { String n; int a }
println new P().n('x').a(3).n
---
import groovy.transform.builder.*
@Builder(prefix = 'with', buildMethodName = 'make', builderMethodName = 'of') class P { String n }
println P.of().withN('z').make().n
---
import groovy.transform.*
@InheritConstructors class E extends Exception { }
try { throw new E('hi') } catch (E e) { println e.message }
println new E(new RuntimeException('c')).cause.message
---
import groovy.transform.*
class B { String a; B(String a) { this.a = a } ; B(int x) { a = "int $x" } }
@InheritConstructors class C extends B { int z = 4 }
println new C('q').a
println new C(3).a
println new C(3).z
---
@Singleton class S { int n = 1 }
S.instance.n = 5
println S.instance.n
try { new S() } catch (RuntimeException e) { println e.message }
---
@Singleton(strict = false) class S { int n = 1 ; S() { println 'made' } }
println S.instance.n
---
@Singleton(property = 'one') class S { int n = 1 }
println S.one.n
---
class A { @Lazy def x = { println 'init'; 5 }() ; @Lazy List l = [1] }
def a = new A()
println 'before'
println a.x
println a.x
a.l << 2
println a.l
---
interface Sh { def area() ; def name() }
class Sq implements Sh { def area() { 4 } ; def name() { 'sq' } }
class W implements Sh { @Delegate Sh inner = new Sq(); def name() { 'W' + inner.name() } }
println new W().area()
println new W().name()
println new W() instanceof Sh
---
import groovy.transform.*
@ToString(excludes = 'a,b', includeFields = true) class C { int a = 1; int b = 2; int c = 3; private int d = 4 }
println new C()
---
import groovy.transform.*
@EqualsAndHashCode(includes = 'a') class C { int a; int b }
println new C(a: 1, b: 2) == new C(a: 1, b: 3)
---
import groovy.transform.*
@EqualsAndHashCode(callSuper = true) class C extends D { int a }
@EqualsAndHashCode class D { int z }
println new C(a: 1, z: 2) == new C(a: 1, z: 3)
println new C(a: 1, z: 2) == new C(a: 1, z: 2)
---
import groovy.transform.*
@TupleConstructor(includes = ['b']) class C { int a; int b }
println new C(5).b
---
import groovy.transform.*
@Canonical(excludes = 'b') class C { int a; int b }
println new C(5)
println new C(a: 5, b: 6).b
---
import groovy.transform.*
@CompileStatic class C { int f(int x) { x + 1 } }
println new C().f(2)
---
import groovy.transform.*
@TypeChecked def f(int x) { x + 1 }
println f(2)
---
@SuppressWarnings('unchecked') def f() { 1 }
@Deprecated def g() { 2 }
println f() + g()
---
import groovy.util.logging.Log
@Log class A { def f() { log.fine('x'); 1 } }
println new A().f()
---
import groovy.transform.*
class A { @Synchronized def f() { 3 } ; @WithReadLock def g() { 4 } ; @WithWriteLock def h() { 5 } }
println new A().with { f() + g() + h() }
---
import groovy.transform.*
class A { private int x = 1; @Override boolean equals(o) { true } ; @Override int hashCode() { 3 } ; @Override String toString() { 'A!' } }
println new A()
println new A() == new A()
---
import groovy.transform.*
@EqualsAndHashCode(includes=['id'])
@ToString(includes='id,name')
class U { Long id; String name; String x }
println new U(id: 1, name: 'n', x: 'y')
println([new U(id: 1), new U(id: 1)] as Set).size()
---
@interface Mine { String value() default 'd' }
@Mine('x') class A { @Mine def f() { 1 } }
println new A().f()
---
import groovy.transform.*
@ToString(cache = true, ignoreNulls = true, includeNames = true) class A { def a; def b = 1 }
println new A()
---
import groovy.transform.BaseScript
abstract class Base extends Script { def hello() { "hello $name" } ; String name = 'base' }
@BaseScript Base b
println hello()
---
import groovy.transform.ThreadInterrupt
@ThreadInterrupt
def f() { 1 }
println f()
---
@Category(String) class Shout { String shout() { this.toUpperCase() + '!' } }
println use(Shout) { 'abc'.shout() }
---
class A { @Newify static make() { Date.new(0L).time } }
println A.make()
