def x = null
println x?.size()
println x?.a?.b?.c
---
def x = null
println x?.toString()
println(x ?: 'default')
---
def x = null
println('' ?: 0 ?: [] ?: 'last')
println(5 ?: 6)
---
def list = ['ab', null, 'cde']
println list*.size()
println list*.toUpperCase()
---
def list = ['ab', null, 'cde']
println list?.size()
println null*.size()
---
def list = ['ab', null, 'cde']
println([[a: 1], [a: 2]]*.a)
println([[a: 1], [b: 2]].a)
---
class P { String name; int age; String getShout() { name.toUpperCase() } }
def p = new P(name: 'x', age: 3)
println p.@name + p.name + p.shout + p['age'] + p."na${'me'}"
p.@age = 7
p['name'] = 'y'
println p.age + p.name
println([p, p]*.shout)
---
def up = 'abc'.&toUpperCase
println up()
def add = { a, b -> a + b }
def m = Math.&max
println m(3, 9)
println([1, 4, 9].collect(Math.&sqrt))
println(['a', 'b'].collect('x'.&plus))
def pr = this.&println
pr 'done'
---
println(1 <=> 2)
println('b' <=> 'a')
---
println([3, 1, 2].sort { a, b -> b <=> a })
println(null <=> 1)
---
println(1.0 <=> 1)
println(true <=> false)
---
println('abc' ==~ /a.c/)
println('xabcx' ==~ /abc/)
println('xabcx' =~ /abc/ ? 'found' : 'not')
def m = 'k=v; q=w' =~ /(\w)=(\w)/
println m.size() + ' ' + m[0] + ' ' + m[1][2]
println(('a1b2' =~ /\d/).collect { it })
println m.class.name
---
println(3 in [1, 2, 3])
println('a' in [a: 1])
---
println(2 in 1..3)
println('x' in String)
---
println('abc' in ~/a.*/)
println(!(4 in [1]))
---
def (a, b) = [7, 2]
println a % b + ' ' + a / b + ' ' + a.intdiv(b) + ' ' + a ** b + ' ' + (-a) % b + ' ' + a.mod(b)
println 2 ** -1 + ' ' + 2 ** 0.5 + ' ' + 2 ** 10 + ' ' + 2L ** 40 + ' ' + 1.5 ** 2
println 10 - 2 - 3 + ' ' + 2 ** 3 ** 2 + ' ' + -2 ** 2
---
println((5 & 3) + ' ' + (5 | 3) + ' ' + (5 ^ 3) + ' ' + (~5) + ' ' + (1 << 4) + ' ' + (-16 >> 2) + ' ' + (-16 >>> 28))
println('' + (true & false) + ' ' + (true | false) + ' ' + (true ^ true))
println(1L << 40)
println(1 << 33)
---
int i = 5
println i++ + ++i
println i-- - --i
i += 3; i *= 2; i -= 1; i **= 2; i %= 7; i <<= 3; i |= 1; i ^= 2; i >>= 1
println i
def s = 'a'; s += 'b'; s *= 2; s -= 'ab'
println s
def l = [1]; l += 2; l += [3]; l -= 1; l <<= 9
println l
---
println(!true || true && false)
println(1 + 2 * 3 - 4 / 2)
---
println(2 + 3 == 5 && 'a' != 'b' ? 'yes' : 'no')
println(1 < 2 == true)
---
println(5 > 3 ? 1 : 0 + 10)
println(~1 + -1 - +1)
---
println(1..3 == [1, 2, 3])
---
println 5 as String
println '7' as int
---
println([1, 2] as Set)
println '3.5' as BigDecimal
---
println 65 as char
println((1..3) as int[])
---
println('a,b'.split(',') as List)
println 3.99 as int
---
println 'abc' as List
println([a: 1] as HashMap)
---
def v = 'str'
println v instanceof String
println v instanceof CharSequence
---
def v = 'str'
println !(v instanceof Integer)
println 1 instanceof Number
---
def v = 'str'
println null instanceof Object
println([] instanceof Collection)
---
def v = 'str'
println([:] instanceof Map)
---
class V { int n; V plus(V o) { new V(n: n + o.n) }; V minus(o) { new V(n: n - (o as int)) }; V multiply(int k) { new V(n: n * k) }
  V negative() { new V(n: -n) }; V positive() { this }; V next() { new V(n: n + 1) }; V previous() { new V(n: n - 1) }
  def getAt(i) { "at $i" }; void putAt(i, v) { println "put $i $v" }; def leftShift(o) { "ls $o" }; def call(x) { "called $x" }
  boolean equals(o) { n == o.n }; int hashCode() { n }; def bitwiseNegate() { 'neg' }; boolean asBoolean() { n > 0 }; boolean isCase(o) { o == n }
  String toString() { "V$n" } ; def div(o) { "div $o" }; def mod(o) { "mod $o" }; def power(o) { "pow $o" }; def or(o) { "or $o" }; def and(o) { "and $o" }; def xor(o) { "xor $o" } }
def v = new V(n: 3)
println v + v; println v - 1; println v * 4; println(-v); println(+v); println v[1]; v[2] = 'z'; println v << 5
println v('arg'); println v == new V(n: 3); println(~v); println v ? 'T' : 'F'; println v / 1; println v % 2; println v ** 3
println v | 1; println v & 2; println v ^ 3; println(3 in v); v++; println v; v--; println v; switch (3) { case v: println 'case'; break }
v += v; println v; println v != new V(n: 6)
---
class C implements Comparable<C> { int r; int compareTo(C o) { r <=> o.r }; String toString() { "C$r" } }
def a = new C(r: 1), b = new C(r: 2)
println a < b
println a >= b
---
class C implements Comparable<C> { int r; int compareTo(C o) { r <=> o.r }; String toString() { "C$r" } }
def a = new C(r: 1), b = new C(r: 2)
println a == new C(r: 1)
println([b, a].sort())
---
class C implements Comparable<C> { int r; int compareTo(C o) { r <=> o.r }; String toString() { "C$r" } }
def a = new C(r: 1), b = new C(r: 2)
println([b, a].max())
println((a <=> b) + ' ' + (b <=> a))
---
def closure = { it }
println closure?.call(3)
println closure.call('x') + closure('y')
---
def closure = { it }
println "${'abc'.with { toUpperCase() + size() }}"
println 'abc'.identity { it[0] }
---
def closure = { it }
println 3.with { it + 1 }
