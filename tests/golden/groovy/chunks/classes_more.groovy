trait A { def m() { 'A' } } 
trait B { def m() { 'B' } }
class C implements A, B { def m() { A.super.m() + B.super.m() } }
println new C().m()
---
trait A { def m() { 'A' } } 
trait B { def m() { 'B' } }
class C implements A, B { }
println new C().m()
---
trait Base { def m() { 'base' } }
trait A extends Base { def m() { 'A' + super.m() } }
trait B extends Base { def m() { 'B' + super.m() } }
class C implements A, B { }
println new C().m()
---
trait T { private String secret = 's'; private hid() { secret } ; def show() { hid() } }
class C implements T { }
println new C().show()
---
trait T { static int n = 3; static twice() { n * 2 } }
class C implements T { }
println C.twice()
---
trait T { abstract String name(); def hello() { "hi ${name()}" } }
class C implements T { String name() { 'c' } }
println new C().hello()
---
class Outer { int v = 7; class Inner { int get() { v } } }
def o = new Outer()
def i = new Outer.Inner(o)
println i.get()
---
class Outer { String n = 'o'; class Inner { String n = 'i'; def both() { Outer.this.n + this.n } } ; def make() { new Inner() } }
println new Outer().make().both()
---
class Outer { static class Nested { def hi() { 'nested' } } }
println new Outer.Nested().hi()
---
class Outer { private int x = 1; class In { def bump() { x++ ; x } } ; def go() { def i = new In(); i.bump(); i.bump(); x } }
println new Outer().go()
---
interface Op { int apply(int a, int b) }
def factor = 3
def op = new Op() { int apply(int a, int b) { (a + b) * factor } }
println op.apply(1, 2)
factor = 10
println op.apply(1, 2)
---
def list = []
def r = new Runnable() { void run() { list << 'ran' } }
r.run(); r.run()
println list
---
abstract class Base { String name; Base(String n) { name = n } ; abstract String go() }
def b = new Base('q') { String go() { "go $name" } }
println b.go()
---
class G implements GroovyInterceptable { def real() { 'real' } ; def invokeMethod(String n, args) { "int $n ${args.toList()}" } }
println new G().real()
println new G().fake(1, 2)
---
class G implements GroovyInterceptable { def a = 5; def foo() { 'foo' } ; def invokeMethod(String n, args) { def m = metaClass.getMetaMethod(n, args); m ? 'M' : 'none' } }
println new G().a
---
class P { def getProperty(String n) { "prop $n" } ; int x = 3; def read() { x } }
println new P().x
println new P().zip
println new P().read()
---
class P { def store = [:]; void setProperty(String n, v) { if (n == 'store') { super.setProperty(n, v) } else { store[n] = v * 2 } } }
def p = new P(); p.a = 4
println p.store
---
class M { def methodMissing(String n, args) { if (n.startsWith('find')) return "$n:${args.join('-')}"; throw new MissingMethodException(n, M, args) } }
println new M().findBy(1, 2)
try { new M().other(3) } catch (MissingMethodException e) { println e.message.readLines()[0]; println e.method; println e.type }
---
class M { def propertyMissing(String n) { if (n == 'a') 1 else throw new MissingPropertyException(n, M) } }
println new M().a
try { new M().b } catch (MissingPropertyException e) { println e.message; println e.property; println e.type.name }
---
class S { int a = 1; { a += 5 } ; S() { a *= 2 } }
println new S().a
---
interface K { int A = 1; String B = 'b'; List C = [1, 2] }
class U implements K { def f() { A + C.size() } }
println K.B
println new U().f()
println U.A
---
enum Op { PLUS { int apply(int a, int b) { a + b } }, MINUS { int apply(int a, int b) { a - b } }; abstract int apply(int a, int b) }
println Op.PLUS.apply(3, 2)
println Op.values()*.apply(5, 3)
---
enum Color { RED, GREEN, BLUE }
println Color.RED.next()
println Color.RED.previous()
println Color.BLUE.next()
println Color.valueOf('GREEN').ordinal()
println Color.values().size()
println Color.RED..Color.BLUE
println((Color.RED..Color.BLUE).toList())
for (c in Color) print c
println()
println Color.collect { it.name().toLowerCase() }
---
enum Planet { EARTH(5.97, 'blue'), MARS(0.64); final double mass; final String color
  Planet(double m, String c = 'red') { mass = m; color = c }
  String toString() { "${name().toLowerCase()} $color" }
  static heavy() { values().find { it.mass > 1 } } }
println Planet.values()
println Planet.heavy()
println Planet.MARS.mass
---
enum E { A, B; String label() { "<$this>" } ; static E parse(String s) { valueOf(s.toUpperCase()) } }
println E.parse('b').label()
println 'A' as E
println E.A <=> E.B
println E.A.compareTo(E.B)
println E.A == E.valueOf('A')
println [E.B, E.A].sort()
println E.A in [E.A]
switch (E.B) { case E.A: println 'a'; break; case E.B: println 'b' }
println E.A.declaringClass.simpleName
println E.A.class.name
---
enum Cnt { A, B; static int made = 0; int id; Cnt() { id = 7 } }
println Cnt.A.id
println Cnt.MIN_VALUE
println Cnt.MAX_VALUE
---
try { throw new IllegalStateException('x') } catch (IllegalArgumentException | IllegalStateException e) { println e.class.simpleName }
---
try { Integer.parseInt('z') } catch (IOException | NumberFormatException e) { println e.message }
---
outer: for (i in 1..3) { for (j in 1..3) { if (j == 2) continue outer; if (i == 3) break outer; print "$i$j " } }
println()
---
int i = 0
loop: while (true) { while (true) { i++; if (i > 5) break loop } }
println i
---
def f(x) { switch (x) { case 1: print 'one '; case 2: print 'two '; break; case [3, 4]: print 'list '; break; case String: print 'str '; break; case { it > 100 }: print 'big '; break; case ~/.*9/: print 're '; break; case null: print 'null '; break; default: print 'def ' } }
f(1); f(2); f(3); f('s'); f(101); f(19); f(null); f(7); println()
---
def r = switchIt('b')
def switchIt(v) { switch (v) { case 'a': return 1; case 'b': return 2; default: return 3 } }
println r
---
class D { def name = 'delegate'; def hi() { 'hi D' } }
def name = 'x'
def c = { -> [name, hi()] }
c.delegate = new D()
c.resolveStrategy = Closure.DELEGATE_FIRST
println c()
---
class D { def who = 'D' }
class O { def who = 'O'; def run1() { def c = { who }; c.delegate = new D(); def r = [c()]; c.resolveStrategy = Closure.DELEGATE_FIRST; r << c(); c.resolveStrategy = Closure.DELEGATE_ONLY; r << c(); c.resolveStrategy = Closure.OWNER_ONLY; r << c(); r } }
println new O().run1()
---
def c = { who }
c.resolveStrategy = Closure.TO_SELF
try { c() } catch (MissingPropertyException e) { println e.message.readLines()[0].replaceAll(/errors\w+|classes\w+/, 'S') }
---
class A { def x = 1; def getY() { x + 1 } ; boolean isOk() { true } ; void setZ(v) { x = v } }
def a = new A(); a.z = 5
println a.y
println a.ok
println a.properties.keySet().sort()
---
class A { String a; int b; A(Map m) { a = m.a; b = m.size() } }
println new A(a: 'q', z: 3).b
---
class A { def call(x) { "called $x" } ; def getAt(i) { "at $i" } ; void putAt(i, v) { println "put $i $v" } ; def plus(o) { 'plus' } ; def leftShift(o) { "<< $o" } ; boolean asBoolean() { false } ; def negative() { 'neg' } ; def next() { new A() } ; def isCase(o) { o == 1 } ; def compareTo(o) { 0 } }
def a = new A()
println a(3)
println a[4]
a[1] = 2
println a + 1
println a << 5
println !a
println(-a)
println 1 in a
---
class A { private x = 1; private m() { 'priv' } ; protected p = 2; public q = 3; @groovy.transform.PackageScope r = 4 }
def a = new A()
println a.@x + a.q + a.r
---
class A { static counter = 0; final id = ++counter; static reset() { counter = 0 } ; String toString() { "A$id" } }
println([new A(), new A()])
A.reset()
println new A()
println A.counter
---
class A { int x; boolean equals(Object o) { o instanceof A && o.x == x } ; int hashCode() { x } }
println new A(x: 1) == new A(x: 1)
println([new A(x: 1), new A(x: 1)].unique().size())
println([(new A(x: 1)): 'v'][new A(x: 1)])
---
class Node2 { def kids = []; def propertyMissing(String n) { kids << n; this } ; String toString() { kids.join('.') } }
println new Node2().a.b.c
---
class B { def methodMissing(String n, a) { a && a[-1] instanceof Closure ? "<$n>" + a[-1].call() + "</$n>" : "<$n/>" } }
println new B().html { new B().body { 'x' } }
---
class A { def a = { it * 2 } ; def b = this.&dbl; def dbl(x) { x * 3 } }
println new A().a(4)
println new A().b(4)
println([1, 2].collect(new A().&dbl))
---
class A { A self() { this } ; def twice(@DelegatesTo(A) Closure c) { c.delegate = this; c.resolveStrategy = Closure.DELEGATE_FIRST; c() } ; def hello() { 'h' } }
println new A().twice { hello() }
---
abstract class Shape { abstract double area(); String toString() { "${this.class.simpleName} ${area()}" } }
class Sq extends Shape { double s; double area() { s * s } }
class Ci extends Shape { double r; double area() { 3 * r * r } }
println([new Sq(s: 2), new Ci(r: 1)])
---
class Base { def hook() { 'base' } ; def run1() { hook() } }
class Sub extends Base { def hook() { 'sub ' + super.hook() } }
println new Sub().run1()
---
class A { def f(int x) { 'int' } ; def f(String s) { 'str' } ; def f(Object o) { 'obj' } ; def f(List l) { 'list' } ; def f(Map m) { 'map' } ; def f(Closure c) { 'closure' } ; def f() { 'none' } }
def a = new A()
println([a.f(1), a.f('s'), a.f(1.5), a.f([]), a.f([:]), a.f { }, a.f(), a.f(null), a.f(a: 1)])
---
class A { def f(Integer x) { 'I' } ; def f(Long x) { 'L' } }
try { new A().f(null) } catch (e) { println e.class.name; println e.message }
---
class A { def f(String s, Object o) { 1 } ; def f(Object o, String s) { 2 } }
try { println new A().f('a', 'b') } catch (e) { println e.class.name; println e.message }
---
class A { static f(List l) { 1 } ; static f(Map m) { 2 } }
try { println A.f(null) } catch (e) { println e.class.name; println e.message }
---
def f(Integer x) { 'I' }
def f(String x) { 'S' }
try { println f(null) } catch (e) { println e.class.name; println e.message.replaceAll(/classes\w+/, 'S') }
---
class A { A(Integer x) { } ; A(String s) { } }
try { new A(null) } catch (e) { println e.class.name; println e.message }
---
class Foo { }
Foo.metaClass.bar = { -> 'bar' }
println new Foo().bar()
---
class Foo { int n = 4 }
Foo.metaClass.twice = { -> delegate.n * 2 }
println new Foo().twice()
---
class Foo { }
Foo.metaClass.static.make = { x -> "made $x" }
println Foo.make(3)
---
class Foo { String name = 'f' }
Foo.metaClass.getUpper = { -> name.toUpperCase() }
println new Foo().upper
---
class Foo { def hi() { 'old' } }
def f = new Foo()
f.metaClass.hi = { -> 'new' }
println f.hi()
println new Foo().hi()
---
class Foo { }
Foo.metaClass { shout { String s -> s.toUpperCase() } }
println new Foo().shout('a')
---
class Foo { }
Foo.metaClass.methodMissing = { String n, args -> "mm $n" }
println new Foo().anything()
---
class Foo { }
Foo.metaClass.propertyMissing = { String n -> "pm $n" }
println new Foo().anything
---
class Foo { Foo() { } }
Foo.metaClass.constructor = { String s -> def f = new Foo(); f }
println new Foo('x').class.simpleName
---
class Foo { def a() { 1 } ; int x }
println new Foo().metaClass.respondsTo(new Foo(), 'a').size()
println Foo.metaClass.hasProperty(new Foo(), 'x') != null
println new Foo().hasProperty('x').name
println new Foo().respondsTo('a').size()
println new Foo().respondsTo('zz').size()
---
println 1

---
println 2

---
class P { String w = 'none'; P() { }; P(Map m) { w = "map $m" } }
class Q { int a }
class R { def a; R(String a) { this.a = a }; R(int a, int b) { this.a = a + b } }
class S extends R { S() { super(12) } }
class U extends Q { U() { super(a: 3) } }
class V { int a; V(int a) { this.a = a }; V(String s, int i) { this(s) } }
def t(Closure c) { try { println c() } catch (Throwable e) { println e.class.simpleName + ': ' + e.message.readLines()[0].replaceAll('[^ ]*[$]_[^ ]+', 'C') } }
t { new P(a: 1) { }.w }
t { new P(a: 1).w }
t { new Q(a: 3) { }.a }
t { new Q([a: 3]) { }.a }
t { new Q(a: 3).a }
t { new R(a: 3) { }.a }
t { new R(12) { }.a }
t { new S().a.class }
t { new U().a }
t { new V('x', 1).a }
t { new V(4.5) { }.a }
t { new Object(a: 1) { int a }.a }
