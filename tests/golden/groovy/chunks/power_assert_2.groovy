def a = [b: 1]; def c = [0, 2]
assert a.b == c[1]
---
def x = 3
assert x > 1 &&
    x < 2
---
def list = [1, 2, 3]
assert list.
    collect { it * 2 }.
    sum() == 13
---
def n = 0
def next = { ++n }
assert next() == 5
---
def n = 0
try { assert ++n == 5 } catch (AssertionError e) { println e.message }
println n
---
def s = 'a\nb'
assert s == 'c'
---
def s = null
assert s
---
def s = ''
assert s
---
def s = ''
assert s.length() == 1 || s
---
class Bad { String toString() { throw new IllegalStateException('no') } }
def b = new Bad()
try { assert b == 1 } catch (AssertionError e) { println e.message.replaceAll(/@\w+/, '@H') }
---
class Nul { String toString() { null } }
def b = new Nul()
try { assert b == 1 } catch (AssertionError e) { println e.message.replaceAll(/@\w+/, '@H') }
---
def l = []
assert l
---
def l = [null]
assert l[0] == 1
---
assert 'abc'.toUpperCase().contains('b')
---
def x = 5
assert x == 4 : "x is ${x}"
---
def x = 5
assert x == 4 : 'plain'
---
def x = 5, y = 7
assert x == y : null
---
def x = 5, y = 7
assert x + y == 3 : 'sum'
---
def x = 5
assert x in [1, 2, 3]
---
def x = 5
assert !(x == 5)
---
def x = 5
assert x instanceof String
---
assert 1 == 2
---
assert false
---
assert (1 + 2) * 3 == 10
---
def m = [a: [b: [c: 1]]]
assert m.a.b.c == 2
---
def m = [a: null]
assert m.a?.b == 2
---
def f(x) { x * 2 }
assert f(f(2)) == 9
---
def f(x, y) { x + y }
assert f(1, f(2, 3)) == f(4, 5)
---
def x = [1, 2, 3]
assert x.any { it > 5 }
---
def x = [1, 2, 3]
assert x*.toString() == ['1', '2', '4']
---
class P { String name; String toString() { "P($name)" } }
def p = new P(name: 'Jo')
assert p.name.toUpperCase() == p.toString()
---
def a = 1, b = 2
assert a == b || b < a
---
def a = true, b = false
assert a && b
---
def a = 5
assert a > 3 ? a < 4 : a > 10
---
def a = null
assert a ?: false
---
def a = "x${1 + 1}"
assert a == 'x3'
---
def a = 'x'
assert "${a}y" == 'z'
---
assert [1, 2, 3].size() == 4
---
assert [a: 1].a == 2
---
assert (1..5).contains(9)
---
def x = 10
assert -x > 0
---
def x = 10
assert x.toString().length() == 3
---
def x = 1.0
assert x == 2
---
def name = 'World'
assert "Hello, $name!".reverse() == 'x'
---
assert new Date(0L) == null
---
assert new ArrayList([1]).size() == 2
---
def c = { a -> a > 3 }
assert c(2)
---
def x = [1]
assert x == [1, 2] // trailing comment
---
def x = [1]
assert x == [1, 2]; println 'never'
---
def x = [1]
if (x) { assert x.size() == 3 }
---
def x = [1]
    assert     x    ==    [2]
---
def x = 5
assert x =~ /6/
---
def x = '5'
assert x ==~ /6/
---
def x = 7
assert x % 2 == 0, 'not even'
---
def x = 7
assert x.is(8)
---
def x = [2, 3]
assert x[0] == 2 && x[1] == 4
---
def x = [[1, 2], [3, 4]]
assert x[1][0] == 4
---
def a = [1, 2], i = 0
assert a[i++] == 2
---
class Q { static int n = 3; static is3() { false } }
assert Q.n == 4
---
class Q { static int n = 3; static is3() { false } }
assert Q.is3()
---
assert Math.max(1, 2) == 3
---
assert Integer.MAX_VALUE == 1
---
class T { int v = 1; def check() { assert v == 2 } }
new T().check()
---
class T { int v = 1; def check() { assert this.v == 2 } }
new T().check()
---
def f() { false }
assert f()
---
def f() { false }
assert this.f()
---
def x = 'a', y = 'a'
assert x != y
---
def x = 1
assert x <=> 1
---
def x = 1 as Integer
assert (x as String) == '2'
---
def x = 4
assert (String) x == '5'
---
def x = 4
assert x ** 2 == 17
---
def x = 6
assert (x & 1) == 1
---
def a = [x: 1]
a.with { assert x == 2 }
---
[1, 2, 3].each { assert it < 3 }
---
def xs = [1, 2]
assert xs.collect { it * 2 }
  .findAll { it > 2 } == [1]
---
def longText = 'some long text here'
def other = 1
assert longText == other.toString() + longText
---
assert true == !true
---
def x = 1
assert x == 2 && { throw new RuntimeException() }()
---
def x = 1
assert {-> x == 2 }()
---
def s = '''line1
line2'''
def t = 'x'
assert s + t == t
---
assert null == 1
---
assert 1 in []
---
def x = 1L
assert x == 2L
---
def x = [a: 1, b: 2]
assert x.find { k, v -> v == 3 }
---
assert 'x' as boolean == false
---
def e = [1, 2, 3] as Set
assert e == [1, 2] as Set
---
def x = 5
assert (x > 3 && x < 5) || x == 0
---
def a = 1
assert a.equals(2) == true
---
try { assert 1 == 2 } catch (e) { println 'never' } 
---
try { assert 1 == 2 } catch (Throwable e) { println e.class.name; println e.message }
---
try { assert 1 == 2 : 'm' } catch (Throwable e) { println e.class.name; println e.message }
---
try { assert null, 'm' } catch (Throwable e) { println e.message }
---
try { assert 0, [1, 2] } catch (Throwable e) { println e.message }
---
def m = [b: 'q']
assert "${m.b}y" == 'z'
---
def m = 'q'
assert "${ m }y" == 'z'
---
def m = 'q'
assert "a${m.toUpperCase()}y" == 'z'
---
def a = 1
assert (a ==
   2)
---
def a = 1
assert a == 2 /* c */
---
def a = 1
[1].each { assert a == 2 }
---
assert new StringBuilder() == 'x'
---
def s = ''
assert "$s" && true
---
def p = [x: 1]
assert p.'x' == 2
---
def p = [x: 1]
assert p['x'] == 2
---
def a = [1, 2]
assert a == [a[0], a.size()  + 1]
---
def a = 2
assert [a: a] == [b: a]
---
def a = [1]
assert a.collect { assert it == 1; it + 1 } == [1]
---
def x = 3
assert java.lang.Math.abs(x) == 4
---
def x = 3
assert x.toString().with { it.size() } == 4
---
def x = 3
assert x == 3 ? false : true
---
def x = null
assert x?.y?.z
---
def x = 3
assert ~x == 1
---
def x = [1, 2, 3]
assert x[0..1] == [1]
---
def x = [1, 2, 3]
assert x.size > 4
---
interface I { }
def x = 'a'
assert x instanceof I
---
def x = 'a'
assert x as Boolean == null
---
def x = 1
assert x == 1
assert x == 2
assert x == 3
---
def x = 5
assert x == 5 : 'good'
assert x != 5 : "bad $x"
---
def a = 3
assert a in 5..7
---
def x = 2
assert x == 3 || x == 4 || x == 5
---
def a = 'x'; def b = 'x' 
assert !a.equals(b) && a == b
