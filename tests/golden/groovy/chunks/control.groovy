outer: for (i in 1..3) { for (j in 1..3) { if (j == 2) continue outer; if (i == 3) break outer; println "$i$j" } }
---
try { throw new Exception('e') } catch (RuntimeException e) { println 'rt' } catch (Exception e) { println 'ex ' + e.message } finally { println 'fin' }; def f() { try { return 'try' } finally { println 'f' } }; println f(); def g() { try { throw new Error('err') } catch (Throwable t) { return t.message } finally { print 'x ' } }; println g(); def h() { try { 1 } catch (e) { 2 } finally { 3 } }; println h(); try { try { throw new IOException('a') } finally { println 'inner' } } catch (IOException e) { println e }; try { throw new IllegalArgumentException() } catch (IllegalStateException | IllegalArgumentException e) { println e; println e.message }
---
def x = null; println x ?: 'd'; println x?.foo ?: 'e'; println(x == null ? 'n' : 'y'); x = ''; println x ?: 'empty'; println 0 ?: 'zero'; println false ?: 'f'; println 'a' ?: 'b'; println(!x); println(!!'a'); println(null || 'a'); println('a' && 'b'); println(null && 'a'); println(1 == 1 && 2 > 1 || false); if (x) println 1 else if (0) println 2 else println 3; println x?.length(); println true ^ false; println true & false; println true | false; println 5 > 3 == true; println(1 < 2 ? 'lt' : 'ge')
---
def a = 1, b = 2; (a, b) = [b, a]; println "$a $b"; int x = 5, y; println y; println x; def s = a = 7; println s + a; def l = [1, 2]; l[0] += 5; l[1] *= 3; println l; def m = [:]; m.a = m.b = 3; println m; a += b -= 1; println "$a $b"; def t = true; t &= false; println t; t |= true; println t; def n = 5; n ^= 1; n <<= 2; n >>= 1; println n; n **= 2; println n; n %= 7; println n; def str = 'a'; str += 'b'; str *= 2; println str; str -= 'a'; println str
---
assert true; assert 1 == 1 : 'msg'; try { assert 1 == 2 } catch (AssertionError e) { println e.message }; try { assert false : 'custom' } catch (AssertionError e) { println e.message }; def a = [1, 2]; try { assert a.size() == 3 } catch (Throwable e) { println e.message }; try { assert a[0] + a[1] == 4 && true } catch (Throwable e) { println e.message }
---
def s = 'abc'
try { assert s.toUpperCase().contains('x') } catch (Throwable e) { println e.message }
---
def s = 'abc'
try { assert !s } catch (Throwable e) { println e.message }
---
def s = 'abc'
def n = null
try { assert n } catch (Throwable e) { println e.message }
---
def s = 'abc'
def n = null
try { assert s == 'x' || n } catch (Throwable e) { println e.message }
---
def s = 'abc'
def n = null
try { assert [1, 2].find { it > 5 } } catch (Throwable e) { println e.message }
---
def s = 'abc'
def n = null
def m = [k: [v: 1]]
try { assert m.k.v == 2 } catch (Throwable e) { println e.message }
---
def s = 'abc'
def n = null
def m = [k: [v: 1]]
try { assert s.length() > 5 : "too short: ${s}" } catch (Throwable e) { println e.message }
---
def s = 'abc'
def n = null
def m = [k: [v: 1]]
try { assert s instanceof Integer } catch (Throwable e) { println e.message }
---
def s = 'abc'
def n = null
def m = [k: [v: 1]]
try { assert s in ['x'] } catch (Throwable e) { println e.message }
---
def s = 'abc'
def n = null
def m = [k: [v: 1]]
try { assert "g${s}" == 'y' } catch (Throwable e) { println e.message }
---
def a = 1
def b = 2
try {
    assert a == b &&
        a > 0
} catch (Throwable e) { println e.message }
try {
    assert [a, b]
        .collect { it * 2 }
        .sum() == 7
} catch (Throwable e) { println e.message }
---
def t = [1, 2, 3]
try { assert t*.toString() == ['1'] } catch (Throwable e) { println e.message }
try { assert t?.size() == 0 } catch (Throwable e) { println e.message }
try { assert t.every { it > 1 } } catch (Throwable e) { println e.message }
try { assert t[0..1] == [9] } catch (Throwable e) { println e.message }
try { assert (1..3).size() == 4 } catch (Throwable e) { println e.message }
try { assert t == null } catch (Throwable e) { println e.message }
try { assert t.is(null) } catch (Throwable e) { println e.message }
try { assert !t.contains(1) } catch (Throwable e) { println e.message }
try { assert t.size() <=> 3 } catch (Throwable e) { println e.message }
try { assert true && t.isEmpty() } catch (Throwable e) { println e.message }
try { assert 'x' + t == '' } catch (Throwable e) { println e.message }
---
synchronized (this) { println 'sync' }; { -> println 'block' }(); if (true) { def q = 1; println q }; def z = { if (it) 'a' else 'b' }; println z(1) + z(0); def ret = { if (false) 1 }; println ret(null); def r2() { for (i in 1..3) { i } }; println r2(); def r3() { while (false) { } }; println r3(); def r4() { if (true) 5 }; println r4(); def r5() { def x = 3 }; println r5(); def r6() { try { 1 } finally { 2 } }; println r6(); def r7(x) { switch (x) { case 1: 'one'; break; default: 'other' } }; println r7(1) + r7(2); def r8() { println 'x' }; println r8(); def r9() { assert true }; println r9()
---
use (groovy.time.TimeCategory) { println 5.minutes; println 1.day + 2.hours; println((3.seconds).class.simpleName) }; class Cat { static String shout(String s) { s.toUpperCase() + '!' }; static Integer twice(Integer i) { i * 2 }; static getLoud(String s) { s + ' LOUD' } }; use (Cat) { println 'a'.shout(); println 5.twice(); println 'b'.loud }; try { 'a'.shout() } catch (e) { println e.class.simpleName }; @groovy.lang.Category(String) class Cat2 { String dbl() { this + this } }; use (Cat2) { println 'xy'.dbl() }; use ([Cat, Cat2]) { println 'q'.shout() + 'q'.dbl() }; println use(Cat) { 'z'.shout() }
---
class StrCat { static plus(String a, Integer b) { "plus:$a$b" }; static getAt(Integer i, Integer j) { "at:$i,$j" } }
use (StrCat) { println 'a' + 1; println 5[2]; println 'x'.size() }
---
println true ? 1 : 2; println((true ? 'a' : 'b') + 'c'); println(1 ? 2 ? 3 : 4 : 5); println([1, 2] ? 'list' : 'no'); println(!null); println(![] && !'' && !0); def x = 5; println x > 3 ? x < 10 ? 'mid' : 'big' : 'small'; println x.with { it > 3 }; println x in 1..5 ? 'in' : 'out'; println !(x in [1, 2]); println x instanceof Integer && x == 5; println 1 <=> 2 ?: 'eq'; println 1..3 == [1, 2, 3]; println 2 + 3 * 4 - 1; println 2 * 3 ** 2; println(-2 ** 2); println 10 - 2 - 3; println 2 ** 3 ** 2; println 7 & 3 | 8; println 1 + 2 << 1; println 'a' + 1 + 2; println 1 + 2 + 'a'; println !true || true; println 5 % 3 * 2
---
def println2 = { s -> println "> $s" }; println2 'hi'; def m(a, b) { "$a/$b" }; println m('x', 'y'); def cmd = m 1, 2; println cmd; def please(action) { [the: { what -> [of: { n -> "$action $what $n" }] }] }; def show = { "show $it" }; println please(show('s')).the('w').of(3); println please(1).the(2).of(3); def r = please 1 the 2 of 3; println r
---
def deep(n) { n == 0 ? 0 : 1 + deep(n - 1) }
println deep(100)
---
int i = 0; i = i++ + i++; println i; int j = 5; j = j-- - --j; println j; def arr = [1, 2, 3]; int q = 0; arr[q++] = 9; println arr; println q; arr[q]++; println arr; arr[-1]--; println arr; def o = [n: 1]; o.n++; ++o.n; println o.n; println o.n++; println o.n; def s = 'a'; s++; println s; long L = Integer.MAX_VALUE; L++; println L; byte bb = 127; bb++; println bb; char ch = 'a'; ch += 1; println ch; float f = 1; f++; println f; double d = 1; println d; BigDecimal bd = 1; println bd.class; def nul = null; try { nul++ } catch (e) { println e.message }; short sh = 1; sh += 5; println sh.class
---
int x = 5.7; println x; long l = 5; println l.class; double d = 1.5; println d.class; float f = 1.5; println f.class; String s = 5; println s.class; String g = "a${1}"; println g.class; boolean b = 'x'; println b; boolean n = null; println n; List li = [1] as Set; println li.class; Set se = [1, 1]; println se; Integer I = 5L; println I.class; Object o = 1; println o.class; char c = 'z'; println c.class; BigInteger bi = 5; println bi.class; BigDecimal bd = 1.5d; println bd.class; int[] ia = [1, 2]; println ia.class; Class k = String; println k; Closure cl = { 1 }; println cl(); def (int p, String q) = [1.0, 2]; println q.class; Map m = [a: 1]; println m; Number num = 1.5; println num.class; String nu = null; println nu; Integer ni = null; println ni
---
try { int x = null } catch (e) { println e.class.name; println e.message }
---
try { List l = 'abc'; println l } catch (e) { println e.message }
---
try { Map m = [1] } catch (e) { println e.message }
---
try { int i = [1] } catch (e) { println e.message }
---
try { Date d = 'x' } catch (e) { println e.message }
---
try { Integer i = 'x' } catch (e) { println e.message }
---
try { def s = (String) 5; println s.class } catch (e) { println e.message }
---
try { def s = (Integer) '5' } catch (e) { println e.message }
---
try { def s = (List) 'a' } catch (e) { println e.message }
---
try { def s = [] as Integer } catch (e) { println e.message }
---
try { def s = 'x' as Date } catch (e) { println e.message }
---
try { def s = null as Integer; println s } catch (e) { println e.message }
---
try { def s = new Object() as String; println s.startsWith('java') } catch (e) { println e.message }
---
try { char c = 'ab' } catch (e) { println e.message }
---
try { boolean b = new Object(); println b } catch (e) { println e.message }
---
try { Closure c = 1 } catch (e) { println e.message }
---
try { int[] a = ['x'] } catch (e) { println e.message }
---
try { Set s = 1 } catch (e) { println e.message }
---
try { String[] a = 5 } catch (e) { println e.message }
---
println 5 as String
println '5' as int
println 5.9 as int
---
println 1 as boolean
println 0 as Boolean
println 'a' as char
---
println 65 as char
println [1, 2] as String
println '1.5' as Double
---
println 1.5 as BigDecimal
println 5 as BigInteger
println 5 as Long
---
println 5 as float
println null as String
println 'x' as String[]
---
println ['a'] as String[]
println [1, 2] as Set
println 1..3 as List
---
println (1..3) as int[]
println [a: 1] as Map
println true as String
---
println 5 as Object
println "${1}" as Integer
println 'true' as boolean
---
println [] as boolean
println 1.9d as long
println 1e3 as Integer
---
println '12' as Long
println 300 as byte
println (97 as char) as int
---
println '  5' as String
println 5L as Integer
println 5 as Number
