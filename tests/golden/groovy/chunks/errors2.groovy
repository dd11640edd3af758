def s = null
try { s.length() } catch (e) { println e }
try { s.x } catch (e) { println e }
try { s[0] } catch (e) { println e }
try { s.x = 1 } catch (e) { println e }
try { s() } catch (e) { println e }
try { s + s } catch (e) { println e }
try { s.each { println it } ; println 'ok' } catch (e) { println e }
try { s * 2 } catch (e) { println e }
try { -s } catch (e) { println e }
try { s > 1; println 'cmp ok' } catch (e) { println e }
println s as String
println "$s"
println s.toString()
println s == null
println s.is(null)
println s.getClass() 
---
class A { }
new A().foo()
---
class A { def foo(int x) { } ; def fooBar() { } ; def fob(String s) { } }
new A().foo('x')
---
class A { def name; int count; def sum() { } }
new A().nam
---
class A { def name }
new A().nmae = 5
---
foo()
---
foo(1, 'a', [b: 2], null, 1.5, "g${1}")
---
println foo
---
def f(int x) { x }
f('a', 2)
---
class B { static s(int a) { } }
B.s('x')
---
Math.foo(1)
---
Math.FOO
---
new Date('x', 'y')
---
new ArrayList(1, 2, 3)
---
throw new RuntimeException('top')
---
throw new Exception()
---
int x = 'a'.length() + null
---
[1, 2][3].foo
---
[1, 2].get(9)
---
[a: 1].b.c
---
'abc'.toInteger()
---
Integer x = (Integer) 'abc'
---
(List) 5
---
'a' as Integer
---
[1, 2, 3].collect { it.foo }
---
def c = { int x -> x }
c('a')
---
def c = { a, b -> a }
c.call(1)
---
assert false
---
assert 1 > 2 : 'message here'
---
println undefinedVar.foo
---
undefinedVar++
---
undefinedMap.x = 1
---
5.foo = 3
---
'abc'.length = 5
---
enum E { A, B }
E.C
---
enum E { A, B }
E.valueOf('Z')
---
enum E { A, B }
def e = 'Q' as E
---
interface I { def m() }
new I()
---
class P { private P() { } ; static make() { new P() } }
println P.make().class
println new P().class
---
final x = 1
x = 2
---
try { throw new IllegalStateException('a', new RuntimeException('b')) } catch (e) { println e.cause; println e.message; def sw = new StringWriter(); e.printStackTrace(new PrintWriter(sw)); println sw.toString().readLines()[0]; println e.stackTrace.class.simpleName; println e.localizedMessage; println e.class; println e.class.simpleName; println e.getCause().getMessage(); e.addSuppressed(new Exception('s')); println e.suppressed.size(); println e.suppressed[0].message }
---
def e = new Exception('m')
println e
---
def e = new Exception('m')
println e.toString()
---
def e = new Exception('m')
println e.message
---
def e = new Exception('m')
println new Exception().message
---
def e = new Exception('m')
println new Exception(new Error('inner')).message
---
def e = new Exception('m')
println new RuntimeException('a', null).cause
---
def e = new Exception('m')
def n = new NullPointerException()
println n
---
def e = new Exception('m')
def n = new NullPointerException()
println new Error('z')
---
def e = new Exception('m')
def n = new NullPointerException()
println new UnsupportedOperationException('q')
---
def e = new Exception('m')
def n = new NullPointerException()
println new IllegalArgumentException('i').with { it.message }
---
def e = new Exception('m')
def n = new NullPointerException()
println new FileNotFoundException('f')
---
def e = new Exception('m')
def n = new NullPointerException()
println new NumberFormatException('nf')
---
def e = new Exception('m')
def n = new NullPointerException()
println new InterruptedException('int').class.simpleName
---
def e = new Exception('m')
def n = new NullPointerException()
println new java.util.concurrent.TimeoutException('t')
---
def e = new Exception('m')
def n = new NullPointerException()
println new CloneNotSupportedException('c')
---
def e = new Exception('m')
def n = new NullPointerException()
println new SecurityException('s')
---
def e = new Exception('m')
def n = new NullPointerException()
println new ClassNotFoundException('c').message
---
new Foo()
---
def x = new a.b.Foo()
---
import foo.bar.Baz
println 1
---
if (true { println 1 }
---
class { }
---
println 'abc
---
for (i in 1..3 { }
---
def 1x = 5
---
switch (1) { case 1 println 2 }
---
println 1
---
class A { def x = }
---
} 
---
def a = 1
def a = 2
---
class A { }
class A { }
---
break
---
class X extends Unknown { }
---
class A { abstract def f() }
---
class A implements Runnable { }
new A()
---
this.x = 5
println x
super.toString()
---
def x
{ -> x }
goto y
