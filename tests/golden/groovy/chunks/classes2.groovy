class A { def x = 1; A() { x = 2 }; A(int v) { this(); x += v }; A(String s) { x = s } }
println new A().x; println new A(5).x; println new A('s').x; try { new A(1, 2) } catch (e) { println e.message }; try { new A(zz: 1) } catch (e) { println e.message }
---
class B { final int f = 3; static int count = 0; static final String K = 'k'; B() { count++ }; static inc() { count += 10 } }
new B(); new B(); B.inc(); println B.count; println B.K; try { new B().f = 4 } catch (e) { println e.class.name; println e.message }; println new B().f; B.count = 5; println B.count; println new B().count
---
abstract class S { abstract int area(); String toString() { "${this.class.simpleName}(${area()})" }; def describe() { "I am ${toString()}" } }
class Q extends S { int w; int area() { w * w } }
class R extends Q { int h; int area() { w * h }; String toString() { 'R:' + super.toString() } }
println new Q(w: 2); println new R(w: 2, h: 3); println new R(w: 1, h: 1).describe(); try { new S() } catch (Throwable e) { println e.class.name }; println R.superclass.name; println new R() instanceof S
---
class Outer { int v = 1; class Inner { int get() { v + 1 } }; static class Nested { def n = 'nested' }; def mk() { new Inner() } }
println new Outer().mk().get(); println new Outer.Nested().n; println Outer.Nested.name; println new Outer.Inner(new Outer(v: 9)).get()
---
class D { def methodMissing(String n, args) { "mm:$n:${args.toList()}" }; def propertyMissing(String n) { "pm:$n" }; def propertyMissing(String n, v) { println "set $n=$v" } }
def d = new D(); println d.foo(1, 2); println d.bar; d.baz = 3; println d.foo(); println d."dyn${1}"('a')
---
class G { def getProperty(String n) { "gp:$n" }; void setProperty(String n, v) { println "sp:$n=$v" } }
def g = new G(); println g.anything; g.x = 1; println g.class
---
class IM { def invokeMethod(String n, Object a) { "im $n ${a}" }; def real() { 'real' } }
println new IM().zap(1); println new IM().real()
---
class GI implements GroovyInterceptable { def invokeMethod(String n, Object a) { "intercepted $n" }; def real() { 'real' } }
println new GI().real()
---
class V { int x, y; V plus(V o) { new V(x: x + o.x, y: y + o.y) }; V negative() { new V(x: -x, y: -y) }; def getAt(int i) { i == 0 ? x : y }; void putAt(int i, v) { if (i == 0) x = v else y = v }; boolean equals(o) { o instanceof V && o.x == x && o.y == y }; int hashCode() { x * 31 + y }; String toString() { "V($x,$y)" }; def leftShift(o) { x += o; this }; boolean asBoolean() { x != 0 }; int compareTo(o) { x <=> o.x }; def call(a) { "called $a" }; boolean isCase(o) { o == x }; def next() { new V(x: x + 1, y: y + 1) }; def asType(Class c) { c == String ? toString() : null } ; def multiply(n) { new V(x: x * n, y: y * n) }; def positive() { 'pos' }; def bitwiseNegate() { 'neg' }; def iterator() { [x, y].iterator() } }
def a = new V(x: 1, y: 2); println a + a; println(-a); println a[0] + a[1]; a[1] = 7; println a; println a == new V(x: 1, y: 7); println([a, new V(x: 1, y: 7)].unique().size()); a << 4; println a; println a ? 't' : 'f'; println a('arg'); switch (5) { case a: println 'case' }; a++; println a; println a as String; println a * 2; println(+a); println(~a); a.each { print it }; println(); println a.collect { it }; println a != null; println([(a): 1][a]); a += a; println a
---
class M { def f(int x) { 'int' }; def f(String x) { 'String' }; def f(Object x) { 'Object' }; def f(List x) { 'List' }; def f(x, y) { 'two' }; def f(Object[] x) { 'arr' }; def f(long x) { 'long' }; def f(Closure x) { 'closure' }; def f(Map x) { 'map' } }
def m = new M(); println m.f(1); println m.f('a'); println m.f(1.5); println m.f([1]); println m.f(1, 2); println m.f(1L); println m.f(null); println m.f { }; println m.f(a: 1); println m.f("g${1}"); println m.f(1, 2, 3); println m.f('c' as char); println m.f(1 as short)
---
class N { def f(Integer x) { 'Integer' }; def f(Number x) { 'Number' }; def f(Comparable x) { 'Comparable' }; def g(double x) { 'double' }; def g(BigDecimal x) { 'bd' }; def h(CharSequence x) { 'cs' }; def h(Object o) { 'o' }; def v(String s, Object... r) { "v${r.length}" }; def v(String s) { 'one' }; def w(int... x) { x.sum() ?: 0 } }
def n = new N(); println n.f(1); println n.f(1L); println n.f('s'); println n.g(1.5); println n.g(1.5d); println n.g(1); println n.h('x'); println n.h("${1}"); println n.h(1); println n.v('a'); println n.v('a', 1); println n.v('a', 1, 2); println n.v('a', null); println n.w(); println n.w(1, 2); println n.w([3, 4] as int[])
---
class Amb { def f(Integer a, Object b) { 1 }; def f(Object a, Integer b) { 2 } ; def g(String a) { 1 }; def g(List a) { 2 } }
try { new Amb().f(1, 1) } catch (e) { println e.class.name; println e.message }
try { new Amb().g(null) } catch (e) { println e.class.name; println e.message }
---
try { println 1 + null } catch (e) { println e.message }
---
try { println 1 - null } catch (e) { println e.message }
---
try { println null + 1 } catch (e) { println e.message }
---
try { println 1 * 'a' } catch (e) { println e.message }
---
try { println [] + null } catch (e) { println e.message }
---
println([1] + null)
---
try { println([a: 1] + null) } catch (e) { println e.message }
---
try { println 'a' - null } catch (e) { println e.message }
---
try { println 1.5 / null } catch (e) { println e.message }
---
try { println 1 << 'a' } catch (e) { println e.message }
---
try { println true + 1 } catch (e) { println e.message.readLines().first() }
---
try { println(-'a') } catch (e) { println e.message.readLines().first() }
---
def f(a, b = 2, c = a + b) { "$a $b $c" }
println f(1, 5)
---
def f(a, b = 2, c = a + b) { "$a $b $c" }
println f(1, 2, 9)
---
class Acc { private int secret = 5; private hidden() { 'h' }; protected prot() { 'p' }; public pub() { hidden() + secret } }
println new Acc().secret; println new Acc().hidden(); println new Acc().prot(); println new Acc().pub(); println new Acc().@secret
---
class Get { private String n = 'raw'; String getN() { 'got ' + n }; void setN(String v) { n = 'set ' + v }; boolean isOk() { true }; def getURL() { 'u' }; static getStat() { 'st' } }
def g = new Get(); println g.n; g.n = 'x'; println g.n; println g.@n; println g.ok; println g.isOk(); println g.URL; println Get.stat; println g.stat; try { g.ok = false } catch (e) { println e.class.name; println e.message }; try { g.nope } catch (e) { println e.message }; try { g.nope = 1 } catch (e) { println e.message }; try { g.nope() } catch (e) { println e.message }
---
class St { static def x = 1; static { x = 5 }; { println 'init' }; static f() { x }; St() { println 'ctor' } }
println St.f(); new St(); println St.x; try { St.nope() } catch (e) { println e.message }; try { St.nope } catch (e) { println e.message }
---
println new Object() { String toString() { 'anon' } }; def r = new Runnable() { void run() { println 'ran' } }; r.run(); def x = 5; def o = new Object() { def get() { x * 2 } }; println o.get(); println o.getClass().name; def cc = new Comparator<Integer>() { int compare(Integer a, Integer b) { b - a } }; println cc.compare(1, 2)
---
class Chain { def s = []; Chain a(x) { s << x; this }; def b(Map m) { s << m; this } }
println new Chain().a(1).b(k: 2).a(3).s; def c = new Chain(); c.with { a 1; a 2; b z: 3 }; println c.s; c.a 4 a 5; println c.s
---
class Base { def who() { 'base' }; def callWho() { who() }; static sw() { 'sbase' }; def p = 'bp' }
class Derived extends Base { def who() { 'derived+' + super.who() }; static sw() { 'sderived' }; def p2 = p + '2' }
println new Derived().callWho(); println Derived.sw(); println Base.sw(); println new Derived().p2; println new Derived().p; Base b = new Derived(); println b.who(); println b.class; println Derived.superclass; println b.getClass().superclass.simpleName; println Base.isInstance(b); println Base.isAssignableFrom(Derived)
---
class NoArg { NoArg(String x) { } }
try { new NoArg() } catch (e) { println e.message }
try { new NoArg(1) } catch (e) { println e.message }
class Sub extends NoArg { Sub() { super('x') } }
println new Sub().class.simpleName
---
class MyEx extends RuntimeException { int code; MyEx(String m, int c) { super(m); code = c } }
try { throw new MyEx('bad', 7) } catch (MyEx e) { println e.message + e.code; println e; println e.toString(); println e.class.superclass.name }
class MyEx2 extends Exception { MyEx2(String m, Throwable t) { super(m, t) } }
try { throw new MyEx2('outer', new IllegalStateException('inner')) } catch (e) { println e.cause.message; println e.cause }
class MyEx3 extends Exception { String getMessage() { 'overridden' } }
try { throw new MyEx3() } catch (e) { println e; println e.message }
---
class L2 extends ArrayList { def total() { sum() }; boolean add(o) { super.add(o * 2) } }
def l = new L2(); l.add(1); l.add(2); println l; println l.total(); println l.size(); println l instanceof List; println l.class; println l[0]; println l.collect { it }; for (x in l) print x; println(); println l == [2, 4]
---
class M2 extends HashMap { def get(Object k) { super.get(k) ?: 'dflt' } }
def m = new M2(); m.put('a', 1); println m.get('a'); println m.get('z'); println m; println m.size(); m.b = 2; println m.b; println m.containsKey('b')
---
class Prop { int a; def b; Prop self() { this } }
def p = new Prop(); p.with { a = 5; b = 'x' }; println p.a + p.b; p.self().a = 7; println p.a; println p.self()?.a; p = null; println p?.a; println p?.self()?.a; try { p.a } catch (e) { println e.message }; try { p.a = 1 } catch (e) { println e.message }; try { p.self() } catch (e) { println e.message }; try { p[0] } catch (e) { println e.message }; try { p[0] = 1 } catch (e) { println e.message }; try { p++ } catch (e) { println e.message }; try { p() } catch (e) { println e.message }
---
int fact(int n) { n <= 1 ? 1 : n * fact(n - 1) }; println fact(5); def fib; fib = { n -> n < 2 ? n : fib(n - 1) + fib(n - 2) }; println fib(10); def String typed(String s) { s }; println typed('x'); try { typed(1) } catch (e) { println e.message }; void v() { 1 }; println v(); private priv() { 'p' }; println priv(); static st() { 's' }; println st(); int conv() { 3.7 }; println conv(); String tostr() { "g${1}" }; println tostr().class; boolean bb() { 'x' }; println bb(); def rec(n) { if (n == 0) return 'done'; rec(n - 1) }; println rec(50)
---
int bad() { 'abc' }
try { bad() } catch (e) { println e.class.name; println e.message }
int nul() { null }
try { nul() } catch (e) { println e.class.name; println e.message }
List li() { 'x' }
try { li() } catch (e) { println e.message }
---
import groovy.transform.Field
@Field int counter = 10
@Field def list = []
def bump() { counter++; list << counter }
bump(); bump(); println counter; println list
---
def x = 1
def f() { x }
try { f() } catch (e) { println e.message }
y = 2
def g() { y }
println g()
