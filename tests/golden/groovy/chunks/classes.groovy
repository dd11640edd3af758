class P { String name; int age = 5; final String id = 'i'; private secret = 's'; protected x; public y = 'pub'; static count = 0
  P() { count++ } }
def p = new P()
p.name = 'n'
println "$p.name $p.age $p.id $p.y $P.count"
try { p.id = 'z' } catch (e) { println e.class.simpleName + ': ' + e.message }
println p.getName() + p.getAge()
p.setName('m'); println p.name
---
class Named { String a; int b; Map c }
println new Named(a: 'x', b: 2, c: [q: 1]).dump().replaceAll(/@\w+/, '')
try { new Named(zz: 1) } catch (e) { println e.message.readLines()[0] }
try { new Named(1) } catch (e) { println e.message.readLines()[0] }
println new Named([a: 'm']).a
Named n = [a: 'coerced', b: 3]
println n.a + n.b
---
class Base { def who() { 'base' }; def call2() { who() }; static sm() { 'base static' }; protected int z = 1; String toString() { "Base" } }
class Derived extends Base { def who() { 'derived/' + super.who() }; static sm() { 'derived static' }; def up() { super.call2() } }
def d = new Derived()
println([d.who(), d.call2(), d.up(), d.z, d])
println Base.sm() + Derived.sm() + d.sm()
println Derived.superclass.simpleName + (d instanceof Base)
---
abstract class Shape { abstract double area(); def describe() { "${getClass().simpleName} of ${area()}" } }
class Sq extends Shape { double s; double area() { s * s } }
class Circle extends Shape { double r; double area() { 3 * r * r } }
println([new Sq(s: 2), new Circle(r: 1)]*.describe())
println new Shape() { double area() { 7 } }.area()
---
class Parent { Parent() { println 'P()' ; hook() }; def hook() { println 'P.hook' } }
class Child extends Parent { def v = 'set'; Child(x) { super(); println "C($x) $v" }; def hook() { println "C.hook $v" } }
new Child(3)
---
class St { static final int MAX = 10; static list = []; static add(x) { list << x; this }; static int size() { list.size() } }
St.add(1).add(2)
println St.list + St.MAX + St.size()
def s = new St()
println s.list + s.size()
St.list = ['r']
println St.list
try { St.MAX = 3 } catch (e) { println e.class.simpleName }
---
class Temp { private double c; double getFahrenheit() { c * 9 / 5 + 32 }; void setFahrenheit(double f) { c = (f - 32) * 5 / 9 }; boolean isHot() { c > 30 }; Boolean getCold() { c < 0 } }
def t = new Temp(fahrenheit: 212)
println([t.fahrenheit, t.hot, t.cold])
t.fahrenheit = 32
println t.fahrenheit
t.with { fahrenheit = 50; println fahrenheit }
---
class Eq { int a; boolean equals(Object o) { o instanceof Eq && o.a == a }; int hashCode() { a } ; String toString() { "Eq$a" } }
println new Eq(a: 1) == new Eq(a: 1)
println new Eq(a: 1) != new Eq(a: 2)
---
class Eq { int a; boolean equals(Object o) { o instanceof Eq && o.a == a }; int hashCode() { a } ; String toString() { "Eq$a" } }
println new Eq(a: 1).is(new Eq(a: 1))
println([new Eq(a: 1), new Eq(a: 1)].unique())
---
class Eq { int a; boolean equals(Object o) { o instanceof Eq && o.a == a }; int hashCode() { a } ; String toString() { "Eq$a" } }
println([(new Eq(a: 1)): 'v'][new Eq(a: 1)])
println([new Eq(a: 2)] as Set == [new Eq(a: 2)] as Set)
---
class Eq { int a; boolean equals(Object o) { o instanceof Eq && o.a == a }; int hashCode() { a } ; String toString() { "Eq$a" } }
println([new Eq(a: 3)].contains(new Eq(a: 3)))
---
class Outer { def o = 'outer'; class Inner { def show() { "inner of $o" } }; static class Nested { def show() { 'nested' } }; def make() { new Inner() } }
println new Outer().make().show()
println new Outer.Nested().show()
---
class Outer { def o = 'outer'; class Inner { def show() { "inner of $o" } }; static class Nested { def show() { 'nested' } }; def make() { new Inner() } }
println new Outer.Inner(new Outer(o: 'given')).show()
println Outer.Nested.name + ' ' + Outer.Inner.simpleName
---
class Box<T> { T v; T get() { v }; static <U> Box<U> of(U u) { new Box<U>(v: u) }; def <R> Box<R> map(Closure<R> f) { Box.of(f(v)) } }
println Box.of(3).map { it * 2 }.get()
List<Map<String, Integer>> l = [[a: 1]]
println l[0].a
---
interface Named2 { String NAME = 'const'; String name() }
interface Aged extends Named2 { int age() }
class Both implements Aged, Comparable<Both> { String name() { 'n' + NAME }; int age() { 3 }; int compareTo(Both o) { 0 } }
def b = new Both()
println([b.name(), b.age(), (b instanceof Named2), (b instanceof Comparable)])
println Named2.NAME + ' ' + Both.interfaces*.simpleName
println b == new Both()
---
def a = new Object() { int n = 3; def twice() { n * 2 }; String toString() { "anon $n" } }
println a.twice()
println a
a.n = 5
println "$a"
def r = new Runnable() { void run() { println 'running' } }
r.run()
def cmp = new Comparator<Integer>() { int compare(Integer x, Integer y) { y - x } }
println([1, 2, 3].sort(false, cmp))
---
class Multi { def m(int i) { 'int' }; def m(String s) { 'String' }; def m(Object o) { 'Object' }; def m(List l) { 'List' }; def m(int i, int... j) { 'varargs' } }
def m = new Multi()
println([m.m(1), m.m('a'), m.m(1.5), m.m([])])
println([m.m(1, 2), m.m(1L), m.m("g${1}"), m.m([1] as Set)])
Object o = 'runtime'
println m.m(o)
---
class Chain { def v = []; Chain add(x) { v << x; this }; def build() { v.join('|') } }
println new Chain().add(1).add(2).build()
println new Chain().with { add 'a'; add 'b'; build() }
def c = new Chain()
c.with { v << 'direct' }
println c.v
---
class Priv { private int a = 1; private hidden() { 'h' }; def cmp(Priv o) { a == o.a } }
def p = new Priv()
println p.a + p.hidden()
println p.cmp(new Priv())
---
class Priv { private int a = 1; private hidden() { 'h' }; def cmp(Priv o) { a == o.a } }
def p = new Priv()
println([Priv.simpleName, Priv.name, Priv.canonicalName])
println p.class == Priv
---
class Priv { private int a = 1; private hidden() { 'h' }; def cmp(Priv o) { a == o.a } }
def p = new Priv()
println p.getClass() == Priv.class
---
class Cl { def action = { x -> "closure $x $tag" }; def tag = 'T'; def list = [1, 2]; Map conf = [a: [b: 1]] }
def c = new Cl()
println c.action(5)
println c.action.call(6)
println c.list.collect { it * 2 } + c.conf.a.b
c.conf.a.z = 9
println c.conf
---
class Prop { def x; def getY() { 'computed y' }; String toString() { 'Prop' } }
def p = new Prop(x: 1)
println p.properties.findAll { it.key != 'class' }.sort { it.key }
println p.hasProperty('x') != null
println p.respondsTo('getY').size() > 0
println p.respondsTo('zzz').size()
try { p.y = 2 } catch (e) { println e.class.simpleName + ' ' + e.message }
---
class It implements Iterable<Integer> { Iterator<Integer> iterator() { [1, 2, 3].iterator() } }
def it = new It()
println it.collect { it * 2 }
for (x in it) print x
println()
println([it.toList(), it.sum(), it.findAll { it > 1 }, it.max(), it.join('-')])
println it.first() + it.last() + it.size()
---
class Fin { final a; final List b; Fin(a, b) { this.a = a; this.b = b } }
def f = new Fin(1, [2])
println f.a + f.b
f.b << 3
println f.b
try { f.a = 2 } catch (e) { println e.class.simpleName }
println f.b.class.simpleName
---
class Counter { static int n; int id = ++n; static reset() { n = 0 } }
println([new Counter(), new Counter(), new Counter()]*.id)
Counter.reset()
println new Counter().id
println Counter.n
