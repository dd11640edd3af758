def x = 1
def x = 2
---
def x = 1
[1].each { def x = 3 }
---
def x = 1
for (x in [1]) { }
---
def f(a, a) { }
---
def c = { a, a -> a }
---
def f(int a) { int a = 3 }
---
def c = { a -> def a = 1 }
---
try { } catch (e) { def e = 1 }
---
break
---
continue
---
def f() { break }
---
[1].each { break }
---
[1].each { continue }
---
for (i in [1]) { [2].each { break } }
---
while (true) { break foo }
---
while (true) { continue foo }
---
foo: for (i in 1..2) { for (j in 1..2) { continue foo } }
println 'ok'
---
if (true) { break }
---
switch (1) { case 1: break }
println 'ok'
---
switch (1) { case 1: continue }
---
def x = new Foo()
---
Foo x = null
---
List<Foo> x = []
println x
---
def f(Foo x) { }
---
Foo f() { null }
---
class A extends Missing { }
---
class A implements Missing { }
---
class A { Missing m }
---
import foo.bar.Baz
---
import foo.bar.*
println 'ok'
---
import static foo.Bar.baz
---
try { } catch (FooException e) { }
---
def x = 1 as Foo
---
def x = (Foo) 1
---
x instanceof Foo
---
class A { } 
class A { }
---
class A { def f() { } ; def f() { } }
---
class A { def f(int a) { } ; def f(int b) { } }
---
def f() { 1 }
def f() { 2 }
---
class A { int x; String x }
---
class A { int x; def x }
---
class A { final int x; def f() { x = 3 } }
println 'ok'
---
final x = 1
x = 2
println x
---
final int x = 1
x++
println x
---
class A { abstract def f() }
---
abstract class A { abstract def f() }
class B extends A { }
---
interface I { def f() }
class B implements I { }
---
class B implements Comparable { }
---
class B implements Runnable { }
---
class B extends Runnable { }
---
class A { }
class B implements A { }
---
final class A { }
class B extends A { }
---
class A { final def f() { } }
class B extends A { def f() { } }
---
abstract class A { }
new A()
---
interface I { }
new I()
---
class A { static f() { this.x } ; int x }
println 'ok'
---
class A { static f() { x } ; int x }
---
class A { static f() { super.toString() } }
println 'ok'
---
class A { static f() { nope } }
---
def x = 5
x = 
---
if (true { println 1 }
---
class A {
  def f() {
---
def x = 'abc
println x
---
def x = "abc
println x
---
}
---
)
---
def x = 1 +
---
def x = * 3
---
foo bar baz
---
def 1x = 3
---
while true { }
---
if true println 1
---
else { }
---
catch (e) { }
---
try (x = 1) { }
---
switch (1) { default: println 1; case 2: println 2 }
---
switch (1) { println 1 }
---
case 1: println 1
---
def if = 1
---
do { } while (true)
---
x -> x + 1
---
def f = (x) -> x
---
String::valueOf
---
class A { @Override def nope() { } }
---
enum E { A, A }
---
enum E { A; abstract f() }
---
class A extends E { }
enum E { A }
---
trait T { T() { } }
---
trait T { }
new T()
---
class A { this() }
---
def x = [a: 1, a: 2]
println x
---
def m = [*: 1]
---
def x = *[1]
---
goto foo
---
const int x = 1
---
import java.util.List as
---
package a
package b
---
println 1; import java.util.List
println 'ok'
---
def "a b"() { 1 }
println "a b"()
---
public static void main(args) { }
---
synchronized (1) { }
---
throw
---
return
---
def x = { -> 
---
'\q'
---
"\q"
---
"${"
---
"$"
---
"${}"
---
1..
---
1.0.0
---
1__0
---
100000000000
---
99999999999999999999
---
int x = 100000000000
---
@
---
def x = `ls`
---
x?.
---
x.
---
x..y
---
a ? b
---
a ?: 
---
!
---
def x, y = 1
println y
---
def (a, b) = 1
---
def (a, a) = [1, 2]
---
def (int a, b) = [1, 2]
println a
---
(a, b) = [1, 2]
println a
---
var x = 1
---
assert
---
assert 1,
---
println('a' 'b')
---
class { }
---
class A { def }
---
class A { int }
---
class A { x }
---
class A { f() { } }
---
class A { println 'x' }
---
class A { static { this.x } }
println 'ok'
---
class A<T> { T x }
println new A<String>().x
---
def <T> T f(T x) { x }
println f(1)
---
import java.util.*;;
println 1
---
;
---
return 1 return 2
---
println "a" + 
"b"
---
def x = 1
  + 2
println x
---
x = y = 
---
if (x = 1) { }
---
while (x = 0) { }
println 'ok'
---
def f(x = 1, y) { x }
println f(2)
---
def f(x...) { }
---
null.foo = 
---
this.foo = 1
println this.foo
---
class A { def f(x) { x.class = 1 } }
println 'ok'
---
def it = 1
println it
---
[1].each { def it = 2 }
---
[1].each { it -> def y = it; println y }
---
def x = 1; { -> println x }()
---
def owner = 1
println owner
