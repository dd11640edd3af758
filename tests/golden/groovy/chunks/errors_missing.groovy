class Robot { String name; int speed; boolean active; def walk(int steps) {}; def walkTo(String place, int speed) {}; static build(String n) {}; private hidden() {}; protected prot() {} }
new Robot().wlak(3)
---
class Robot { String name; int speed; def walk(int steps) {} }
new Robot().walk('x')
---
class Robot { String name; int speed; def walk(int steps) {} }
new Robot().setSped(3)
---
class Robot { def greet(String a, int b = 2, c = 3) {} }
new Robot().greet(1, 2, 3, 4)
---
class Robot { static build(String n) {} }
Robot.biuld('x')
---
class Robot { def go() {} }
Robot.go()
---
'abc'.toUpercase()
---
'abc'.substrin(1)
---
"a${1}".toUpercase()
---
12.toStrin()
---
3.5.setScal(1)
---
def helper(int x) { x }
helpr(1)
---
def helper(int x) { x }
helper('x')
---
prnt 'x'
---
printn('x')
---
def c = { int a, int b -> a }
c(1)
---
def c = { int a -> a }
c('x')
---
def c = { -> 1 }
c(2)
---
def c = { it }
c(1, 2)
---
class P { String name; int age }
new P().nam
---
class P { String name; int age }
new P().nme = 3
---
class P { String name; int age; def getFull() { } ; boolean isOld() { false } }
println new P().ful
---
class P { String firstName; String lastName }
new P(fistName: 'x')
---
foo
---
def x = 1
println y
---
class P { static String name = 'a' }
println P.nme
---
'abc'.lenght
---
[1].siz
---
5.foo
---
class A { def m() { missing } }
new A().m()
---
class A { def m() { missing() } }
new A().m()
---
class A { static m() { missing } }
A.m()
---
class A { static m() { missing() } }
A.m()
---
class A { def m() { [1].each { nope } } }
new A().m()
---
class A { def m() { [1].each { nope(it) } } }
new A().m()
---
enum E { RED, GREEN; int weight }
E.RED.wight
---
enum E { RED, GREEN }
E.BLUE
---
enum E { RED, GREEN }
E.valueOf('BLUE')
---
class P { P(String a) { } }
new P()
---
class P { P(String a) { } ; P(int a, int b) { } }
new P(1)
---
class P { P(String a) { } }
new P(1, 2)
---
class P { }
new P('x')
---
new Date('a', 'b', 'c', 'd')
---
class Base { def run1() {} } 
class Sub extends Base { def run2() {} }
new Sub().run3()
---
interface Shape { def area() }
class Sq implements Shape { def area() { 1 } }
new Sq().aera()
---
trait Fly { def fly() { 'f' } ; int height }
class Bird implements Fly { }
new Bird().fli()
---
Math.maxx(1, 2)
---
Math.max('a', 2)
---
Integer.parseInt2('3')
---
class A { private secret = 1 }
println new A().secret
---
class A { final int x = 1 }
def a = new A(); a.x = 2
---
class A { def getX() { 1 } }
def a = new A(); a.x = 2
---
class A { static final X = 1 }
A.X = 2
---
'abc'.length = 3
---
def m = [:].asImmutable(); m.a = 1
---
this.foo()
---
this.foo
---
this.foo = 3
println foo
---
binding.getVariable('zip')
---
class R { }
new R().with { nope }
---
class R { int val }
new R().with { vla }
---
class R { int val }
new R().with { go(1) }
---
def a = new Object(); a.x
---
throw new MissingPropertyException('lenth', String)
---
null.foo()
---
null.foo
---
null.foo = 1
---
def x; x[0]
---
def x; x[0] = 1
---
def x; x + 1
---
def x; x - 1
---
def x; x * 2
---
def x; x / 2
---
def x; x++
---
def x; -x
---
def x; x.each { println it }; println 'ok'
---
def x; x.iterator().hasNext()
---
def x; x << 3
---
def x; x()
---
int i = null
---
def x; for (i in x) { println i }; println 'ok'
---
def x = [a: null]; x.a.b
---
def x = [a: null]; x.a.b()
---
def x = [a: null]; x.a.b = 2
---
def x; x.foo += 1
---
def x; x['a'] += 1
---
def x = null; x.a.b.c
---
def x = null; println x?.a.b
---
def x = null; println "${x.foo}"
---
null.toUpperCase()
---
String s = null; s.length()
---
def f(String s) { s.trim() }
f(null)
---
null as int
---
println(null.toString())
---
switch (null) { case 1: println 1; break; default: println 'd' }
---
[1, 2].get(5)
---
[1, 2].foo.bar
---
'abc'.charAt(10)
---
'abc'[5]
---
'abc'[1..7]
---
'abc'.substring(5)
---
'abc'.substring(2, 1)
---
'abc'.substring(-1)
---
[1, 2].remove(5)
---
[1, 2].add(5, 1)
---
[1, 2].subList(0, 5)
---
[].first()
---
[].last()
---
[].pop()
---
[].head()
---
[1, 2][-5]
---
def a = [1, 2] as int[]; a[5]
---
def a = [1, 2] as int[]; a[5] = 1
---
def a = [1, 2] as int[]; a[-7]
---
def a = [1, 2]; a[-5] = 1
---
new int[-1]
---
[].iterator().next()
---
[].max()
---
new LinkedList().getFirst()
---
new Stack().pop()
---
[:].iterator().next()
