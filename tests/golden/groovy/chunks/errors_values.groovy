int i = 'abc'
---
Integer i = 'abc'
---
Date d = 'x'
---
List l = 5
---
Map m = [1]
---
Map m = 'a'
---
def x = 'abc' as Integer
---
def x = 'abc' as int
---
def x = (Integer) 'abc'
---
def x = (String) 5
println x
---
def x = 'x' as Date
---
def x = [:] as Integer
---
class A { }
A a = 'x'
---
class A { }
def a = 'x' as A
---
enum E { A }
E e = 'B'
---
enum E { A }
E e = 'A'
println e
---
enum E { A }
def e = 'Z' as E
---
boolean b = 'x'
println b
---
char c = 'abc'
---
int f() { 'x' }
f()
---
List f() { 5 }
f()
---
class A { int x }
new A(x: 'y')
---
class A { int x }
def a = new A(); a.x = 'y'
---
class A { List l }
new A(l: 5)
---
int[] a = [1, 'x']
---
String[] s = [1, 2]
println s
---
def x = 1 / 0
---
def x = 1.0 / 0
---
def x = 1 % 0
---
println 1.0d / 0
---
println 5.intdiv(0)
---
'abc'.toInteger()
---
'abc'.toLong()
---
''.toInteger()
---
'1.5'.toInteger()
---
'x'.toBigDecimal()
---
'x'.toDouble()
---
Integer.parseInt('99999999999')
---
Integer.valueOf(null)
---
new BigDecimal('x')
---
'abc' - null
---
1 + null
---
1 + 'a'
println 1 + 'a'
---
[1] + null
---
[a: 1] + null
---
'a' * -1
---
'a' * 'b'
---
1 + [1]
---
[1, 2] - null
println([1, 2] - null)
---
1 < 'a'
---
'a' < 1
---
[1] < [2]
---
null < 1
println null < 1
---
[1, 'a', 2].sort()
---
[3, null, 1].sort()
println([3, null, 1].sort())
---
[1, 'a'].max()
---
['a', 1].sum()
---
[1, 'a'].sum()
---
[1, 2].inject { }
println([1, 2].inject { a, b -> })
---
throw new Exception()
---
throw new Exception('m', new RuntimeException('c'))
---
throw new RuntimeException(new IOException('c'))
---
throw 'x'
---
try { throw new Exception('a') } finally { println 'f' }
---
try { 1 / 0 } catch (ArithmeticException e) { throw new IllegalStateException('w', e) }
---
class MyEx extends Exception { int code; MyEx(String m, int c) { super(m); code = c } }
throw new MyEx('mine', 4)
---
class MyEx extends RuntimeException { String getMessage() { 'over' } }
throw new MyEx()
---
def it = [1].iterator(); it.next(); it.next()
---
def l = [1, 2, 3]; for (x in l) { l << 4 }
---
def l = [1, 2, 3]; l.each { l.remove(0) }
---
def m = [a: 1]; m.each { k, v -> m.b = 2 }
---
[1, 2].asImmutable() << 3
---
[1, 2].asImmutable().add(3)
---
Collections.emptyList() << 1
---
Collections.unmodifiableMap([a: 1]).b = 2
---
(1..3) << 4
---
'abc'.foo = 1
---
5.x = 1
---
def x = 5; x.y.z = 1
---
class A { private int x = 1; static int s = 2 }
A.x
---
class A { def inst() { 1 } }
A.inst()
---
class A { static st() { 1 } }
println new A().st()
---
interface I { }
I.foo()
---
Math.abs('x')
---
Math.max(1)
---
def c = { -> }
c.call(1, 2)
---
def c = { a, b -> a }
c([1, 2, 3])
---
def c = { String a, Integer b -> a }
c('a', 'b')
---
[1, 2].each { a, b -> }
---
[a: 1].each { a, b, c -> }
---
[1].collect(5)
---
'abc'.each(5)
---
'abc'.split(1, 2, 3)
---
new ArrayList('x')
---
new Date('x', 1)
---
new Random('x')
---
new Exception(1)
---
Foo.bar()
---
Foo.BAR
---
foo.bar
---
foo.bar()
---
foo()
---
foo 'x', 1
---
foo a: 1, 'x'
---
new Foo().bar()
---
this.x()
---
super.x()
---
def f(int a, int b) { }
f(1)
---
def f(int a, int b) { }
f(1, 'x')
---
def f(int a) { }
f(1, 2, 3)
---
def f(String... s) { }
f(1)
---
def f(Closure c) { }
f(1)
---
def f(Map m) { }
f(1)
---
def f(List<String> l) { l[0].toUpperCase() }
f([1])
---
assert f(1)
---
evaluate('foo')
---
evaluate('throw new Exception("x")')
---
'x'.bar.baz
---
[[a: 1]].b.c
---
def (a, b) = 5
---
def (a, b) = null
---
int x = 5.7
println x
---
int x = 99999999999L
println x
---
byte b = 300
println b
---
String s = null; println s + 'x'
---
def s = null; println 'x' + s
---
StringBuilder sb = 'x'
---
def x = "a" as Long
---
[1, 2, 3][10]
println([1, 2, 3][10])
---
[1, 2, 3]['x']
---
'abc'['x']
---
5[0]
---
true[0]
---
[a: 1][0]
println([a: 1][0])
---
null.class
println null.class
---
println null.getClass()
---
String.newInstance(1, 2, 3, 4)
---
switch (1) { case null.foo: break }
---
"${null.foo}"
---
"${foo}"
---
[foo: foo]
---
[(null.x): 1]
---
~'a'
println(~'a')
---
-[1]
println(-[1])
---
!null.x
---
'a'++
---
def s = 'a'; s++; println s
---
def m = [:]; m++
---
true & 1
---
1 << 'a'
---
1..'a'
---
'a'..'zz'
---
1..null
---
null..1
---
1 in 5
println 1 in 5
