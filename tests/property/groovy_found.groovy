return (1..3).toString()
%%%%
return "${[1..3]}"
%%%%
return [1..3].toString()
%%%%
return [a: 1..3].toString()
%%%%
return ('a'..'c').inspect()
%%%%
return ['a'..'c'].inspect()
%%%%
return ["${1}a", 'b'].inspect()
%%%%
return "${1}a".inspect()
%%%%
return ('a'..<'d').toString()
%%%%
return [('a'..<'d'), (3..<1), (0..<0), ('a'..<'a'), (1.5..3.5), (1L..3L), (1..3L), (3L..<1)]
%%%%
return [('a'..<'d'), (3..<1), (0..<0), ('a'..<'a'), (1.5..3.5), (1L..3L), (1..3L), (3L..<1)]*.class*.name
%%%%
return String.format('%s', [1..3])
%%%%
return (String) (1..3)
%%%%
return [x: [y: 1..2]].toString()
%%%%
return new StringBuilder() << (1..3)
%%%%
return new StringBuilder().append(1..3)
%%%%
return new StringBuilder().append([1..3])
%%%%
return [a:1..2].entrySet().toString()
%%%%
return [a:1..2].collect{it}.toString()
%%%%
return [a:1..2].collect{it}.join(',')
%%%%
return [a:[b:1]].collect{it}.join(',')
%%%%
return [a:[b:1]].collect{it}.toString()
%%%%
def e = [a:[b:1]].entrySet().iterator().next(); return "$e ${e.toString()}"
%%%%
return (1..3).hashCode()
%%%%
return [(1..3)].hashCode()
%%%%
return [(1..3): 1].containsKey([1,2,3])
%%%%
return ([(1..3)] as Set).contains([1,2,3])
%%%%
return (1..<4).equals(1..3)
%%%%
return (1..(-2147483648)).size()
%%%%
return (1..(-2147483648)).toList()
%%%%
return ('a'..'ab').toList()
%%%%
return ('a'..'zz').toList().size()
%%%%
return ('09'..'11').toList()
%%%%
return ('x1'..'x5')
%%%%
return ('c'..1)
%%%%
return (1..'3').toList().size()
%%%%
return (1..'c').getClass().name
%%%%
return (null..1)
%%%%
return (1..null)
%%%%
return (1..<null)
%%%%
return (true..false)
%%%%
return (1..2.5).toList()
%%%%
return ([1]..[2])
%%%%
return ('a'..[2])
%%%%
return (String) [a:1]
%%%%
return (String) ([1,2] as int[])
%%%%
String x = [a: [1..2]]; return x
%%%%
return String.format('%s', [1, 2])
%%%%
return String.format('%s %s', [1, 2])
%%%%
return 'x'.charAt(0).inspect()
%%%%
return ['x'.charAt(0)].inspect()
%%%%
return ['\b\t\f'].inspect()
%%%%
return null['a']
%%%%
return null[null]
%%%%
return -1[z]
%%%%
return 1['a']
%%%%
return 1.5[['a']]
%%%%
return [1,2][1L]
%%%%
return [1,2]['a'..'b']
%%%%
return 'abc'[1L]
%%%%
return 'abc'['a']
%%%%
return 'abc'["a${1}"]
%%%%
return "abc${1}"['a']
%%%%
return 'abc'[null]
%%%%
return [1,2][null]
%%%%
return [1,2,3][[0..1, 2]]
%%%%
return [1,2,3][[0, 'a']]
%%%%
return [1,2,3]['size']
%%%%
return 1 - [2]
%%%%
return 1 / [2]
%%%%
return 1 % [2]
%%%%
return 'a' * [2]
%%%%
return 'abc'.substring([1])
%%%%
return 'abc'.substring([1, 2])
%%%%
return [1,2].take([1])
%%%%
return 1.intdiv([1])
%%%%
return 1 % null
%%%%
return 1 ** null
%%%%
return 1 << null
%%%%
return 1 & null
%%%%
return 1 | null
%%%%
return 1.5 ** null
%%%%
return 1L << null
%%%%
return 1G & null
%%%%
return true & null
%%%%
return 'a' * null
%%%%
return [1] * null
%%%%
return [a:1] + null
%%%%
return [a:1] - null
%%%%
return [a:1] << null
%%%%
return null as int
%%%%
return null.getClass().name
%%%%
return null.getClass().simpleName
%%%%
return null.plus('a')
%%%%
return [null, [a:1]].a
%%%%
return [null]?.foo
%%%%
return ['a', 'bb'].length
%%%%
return [1, 2].foo
%%%%
return [1].tail().tail()
%%%%
return (0..<0).tail()
%%%%
return ([] as Object[]).first()
%%%%
return ([] as Object[]).last()
%%%%
return ([] as Object[]).tail()
%%%%
return [1,2,3].getIndices()
%%%%
return [].indices
%%%%
return ([1,2] as Set).indices
%%%%
return ([1,2] as Object[]).indices
%%%%
return [1].transpose()
%%%%
return [[a:1]].transpose()
%%%%
return [[1,2],'ab'].transpose()
%%%%
return [[1,2],null].transpose()
%%%%
return [[1,2] as Set,[3]].transpose()
%%%%
return [].permutations()
%%%%
return [].combinations()
%%%%
return [null,[2,3]].combinations()
%%%%
return [1].subList(2, 1)
%%%%
return [1,2,3].subList(0, 2).getClass().name
%%%%
return [1, 2.5, 3L].toUnique()
%%%%
return [1, 'a', null].toUnique()
%%%%
return [1,1L,1.0].toUnique()
%%%%
return [1,1L,1.0, 1G].unique()
%%%%
return [1,[1],[1L]].unique()
%%%%
return [[1], [1.0]].unique()
%%%%
return [a:1].keySet().getClass().name
%%%%
return [a:1].values().getClass().name
%%%%
return [a:1].entrySet().getClass().name
%%%%
return [a:1].values().get(0)
%%%%
return [a:1].values() == [1]
%%%%
return [1] == [a:1].values()
%%%%
return [a:1].values().reverse()
%%%%
return [a:1].values().indexOf(1)
%%%%
return [a:1].values().add(2)
%%%%
return [a:1].values().remove(1)
%%%%
return [a:1].values().hashCode() == [1].hashCode()
%%%%
return [a:1].values() in List
%%%%
return [a:1].values().unique()
%%%%
return [*[a:1].values()]
%%%%
return [*[a:1].keySet()]
%%%%
return [*([1,2] as Set)]
%%%%
return [*'abc']
%%%%
return [*1]
%%%%
return [*[a:1]]
%%%%
return [a:1].keySet().add('b')
%%%%
return [a:1].entrySet() << 3
%%%%
def x = [a:1]; x.keySet().remove('a'); return x
%%%%
def x = [a:1, b:2]; x.values().remove(1); return x
%%%%
def x = [a:1, b:2]; x.values().removeAll { it == 1 }; return x
%%%%
def x = [a:1, b:2]; x.entrySet().removeAll { it.value == 1 }; return x
%%%%
return [b:1, a:2].sort().keySet().getClass().name
%%%%
return [b:1, a:2].sort().values().getClass().name
%%%%
return [a:1].asImmutable().keySet().getClass().name
%%%%
return ([1] as Set).asImmutable().getClass().name
%%%%
return [1].iterator().getClass().name
%%%%
return ([1] as Set).toArray().getClass().name
%%%%
return [a:1].withDefault{5}.getOrDefault('q', 3)
%%%%
return null as boolean
%%%%
return null as char
%%%%
return (char) null
%%%%
char x = null; return x
%%%%
return 'abc' as char
%%%%
return '' as char
%%%%
return (char) true
%%%%
return (char) [1]
%%%%
return [1] as char
%%%%
return true as char
%%%%
return "a${1}" as char
%%%%
return "a${1}" as Character
%%%%
return "" as BigInteger
%%%%
return "-" as BigInteger
%%%%
return "1-2" as BigInteger
%%%%
return "x123456789012" as BigInteger
%%%%
return "1234567890x12" as BigInteger
%%%%
return "--5" as BigInteger
%%%%
return "300" as byte
%%%%
return "99999" as short
%%%%
return "1.5.5" as BigDecimal
%%%%
return "e5" as BigDecimal
%%%%
return "+" as BigDecimal
%%%%
return "." as BigDecimal
%%%%
return ['1', '2'] as int[]
%%%%
return ['a', 'b'] as int[]
%%%%
return ['a', 'bb'] as int[]
%%%%
return [1, null] as int[]
%%%%
return [a:1] as int[]
%%%%
return [a:1] as int
%%%%
return [a:1] as Integer
%%%%
return [a:1] as char
%%%%
return [a:1] as double
%%%%
return [a:1] as float
%%%%
return [a:1] as short
%%%%
return [1] as Character
%%%%
return (Integer) "a${1}"
%%%%
return (List) [a:1]
%%%%
return (List) ([1] as Set)
%%%%
return (Set) [a:1]
%%%%
return (Map) [1]
%%%%
return (Map) [[1,2]]
%%%%
return (Map) []
%%%%
return (Collection) [a:1]
%%%%
return (Iterable) [a:1]
%%%%
return (int[]) [null]
%%%%
return (Number) 'a'
%%%%
return (BigDecimal) 0.1d
%%%%
return (BigDecimal) 0.1f
%%%%
return 0.1f as BigDecimal
%%%%
return 1e20d as short
%%%%
return 1e400 as double
%%%%
return (float) 1e300
%%%%
return 1e300 as float
%%%%
return Double.NaN as BigDecimal
%%%%
return Double.NaN as BigInteger
%%%%
return (BigDecimal) Double.NaN
%%%%
return Double.MAX_VALUE as float
%%%%
return ('a' as char) as int
%%%%
return [3,1,2] as Stack
%%%%
return ([3,1] as Object[]) as Set
%%%%
return (Character) 'ab'
%%%%
return (Character) false
%%%%
class P { boolean b; int a; char c; Integer i; String s }; def p = new P(); p.b = null; return p.b
%%%%
class P { boolean b; int a; char c; Integer i; String s }; def p = new P(); p.a = null; return p.a
%%%%
class P { boolean b; int a; char c; Integer i; String s }; return new P(a: null).a
%%%%
class P { final n = 1 }; def p = new P(); p.with { n = 2 }; return n
%%%%
class P { final n = 1 }; def p = new P(); p.with { n = 2; n }
%%%%
def typed3(String s) { 'S' }
def typed3(List s) { 'L' }
return typed3(null)
%%%%
def typed4(String s) { 'S' }
def typed4(CharSequence s) { 'C' }
return typed4(null)
%%%%
def typed5(Integer s) { 'I' }
def typed5(Number s) { 'N' }
return typed5(null)
%%%%
def typed6(String s, a) { 'S' }
def typed6(Object s, a) { 'O' }
return typed6(null, 1)
%%%%
def typed9(double a) { 'd' }
def typed9(BigDecimal a) { 'D' }
return [typed9(1), typed9(2L), typed9(1.5), typed9(1.5d), typed9(1.5f), typed9(3G)]
%%%%
def typed10(Number a) { 'N' }
def typed10(Comparable a) { 'C' }
return [typed10(1)]
%%%%
def typed11(Object a) { 'O' }
def typed11(Number a) { 'N' }
def typed11(CharSequence a) { 'CS' }
def typed11(String a) { 'S' }
def typed11(Collection a) { 'C' }
def typed11(Closure a) { 'Cl' }
def typed11(Map a) { 'M' }
return [typed11(1), typed11('a'), typed11("${1}"), typed11([1]), typed11(1..2), typed11([a:1]), typed11({}), typed11(true), typed11([1] as int[])]
%%%%
return 'abc'.count { it == 'a' }
%%%%
return Integer.parseInt(null)
%%%%
return Integer.valueOf(null)
%%%%
return Integer.valueOf(5L)
%%%%
return Integer.valueOf(' 5')
%%%%
return Integer.parseInt(5)
%%%%
return Integer.toString(null)
%%%%
return Integer.toHexString(5L)
%%%%
return Math.max(1.5f, 2)
%%%%
return Math.abs(-5G)
%%%%
return Math.abs(-1.5)
%%%%
return Math.round(5)
%%%%
return Math.sqrt('4')
%%%%
return Math.pow(2, null)
%%%%
return String.format(null)
%%%%
return 'abc'.padLeft(5, '')
%%%%
return 'abc'.padLeft(5, null)
%%%%
return 'abc'.padLeft(null)
%%%%
return 'abc'.indexOf(null)
%%%%
return 'abc'.contains(null)
%%%%
return 'abc'.contains(1)
%%%%
return 'abc'.replace('a', null)
%%%%
return 'abc'.replace(null, 'a')
%%%%
return 'abc'.replace(1, 2)
%%%%
return 'abc'.replaceAll('a', null)
%%%%
return 'abc'.split(null)
%%%%
return 'abc'.tokenize(null)
%%%%
return 'a1b2'.find(/(\w)(\d)/) { a, b, c -> c + b }
%%%%
return ('a1b2' =~ /(\w)(\d)/).size()
%%%%
return 'abc'.toSet()
%%%%
return 'abc'[0..<-1]
%%%%
return [1,2,3][0..<-1]
%%%%
return [1,2,3][-5..1]
%%%%
return ([1,2,3] as int[])[1..2]
%%%%
xs[[0, 1]] = [8, 9]; return xs
%%%%
def q = [1,2] as int[]; q[0] = 'a'; return q
%%%%
b &= 5; return b
%%%%
return [[a: 1]].combinations()
%%%%
return ['ab', 'c'].combinations()
%%%%
return [1, 'x', null] as int[]
%%%%
return [1, 2.5, 3L].intersect([3, 1, 2])
%%%%
return [2, 2].intersect([1, 2, 2, 3] as Set)
%%%%
return [:].removeAll { true }
%%%%
return ([1] as Object[]).withIndex()
%%%%
return ([1] as Object[]).toSet()
%%%%
return ([1, 2] as Object[]).take(1)
%%%%
def q = [1, 2] as String[]; return [q - 1, q.tail(), q.toUnique(), q.plus('c'), q.reverse(), q.toSorted()]*.class*.name
%%%%
return ([1] as Object[]) - true
%%%%
def fn7(int... q) { q }; return fn7(2147483647.power(2), 1)
%%%%
def e = m.find { true }; return e.each { k, v -> k }
%%%%
def e = m.find { true }; return [e].findAll { k, v -> k }
%%%%
return m.max { x, y -> x.key <=> y.key }
%%%%
return Integer.bitCount(true)
%%%%
return ('a'..-5)
%%%%
return ('a'..1_000).take(2)
%%%%
return ('a'..15)
%%%%
return 017 | (0..<0)
%%%%
return z[[]]
%%%%
return [1] * []
%%%%
return i << l
%%%%
return j << l
%%%%
return (-3) << l
%%%%
return xs.toSet()
%%%%
return (0..1)[4]
%%%%
return (0..1).get(4)
%%%%
return 'abc'.equalsIgnoreCase(Map)
%%%%
return xs.plus(0, true)
%%%%
return xs.plus(0, 'a', 'b')
%%%%
return xs.plus(0, null)
%%%%
class Q { def n = 'q' }; class P extends Q { }; return new P().@n
%%%%
return is.sum int[]
%%%%
return "a${1}b"*.toUpperCase()
%%%%
return 'abcde'[2147483647]
%%%%
return [].swap(0, 1)
%%%%
return Math.max(1, 2.5)
%%%%
return 'abc'++
%%%%
assert (!b)
%%%%
assert !(b)
%%%%
static sf(int x) { x }; sf('a')
%%%%
return ([1] as Object[]).foo
%%%%
return [a: 1].sort().containsKey(1.5)
%%%%
return m + [null]
%%%%
return (1..3)[[1] as Object[]]
%%%%
return 'äß€'.charAt(4)
%%%%
return [].join(10)
%%%%
return m.max()
%%%%
return m.keySet().transpose()
%%%%
return [[1, 2]].dd
%%%%
return [1, 2] * 2147483647
%%%%
return ((4..3) <=> Double.MAX_VALUE)
%%%%
return [k: 1].sort()[7L]
%%%%
return z.isCase(1)
%%%%
return 'a'.replaceAll('a*[b', 'x')
%%%%
return 'a'.replaceAll('a**', 'x')
%%%%
return 'a'.replaceAll('x(a', 'x')
%%%%
return 'a'.replaceAll('a)b', 'x')
%%%%
return ((2 in (3..1)) ? 1.5f : (1.5f + 0x1F))
%%%%
return (true + "a${-> ((String) z).toInteger()}")
%%%%
return Integer.toString((((-2147483648) + 10) ** 4), 2)
%%%%
return ((int[]) ss.sort().groupBy { it.size() }.asImmutable())
%%%%
return (b ? [a: 1, b: 2] : [k: [1, 2], m: [z: 1]]).collect { it.key }.withDefault { 5 }
%%%%
return ((~{ -> 10.00 }()) * ((9223372036854775807L + 42) * (i - 9223372036854775807L)))
%%%%
out << { -it }.curry((0..<0))()
return out
%%%%
return ((-2.25.max(0.0) as BigDecimal) - [null].last().inject { a, c -> c }.with { (1.5 * 0.001).stripTrailingZeros() })
%%%%
return Math.ceil((-7L / 10))
%%%%
return ("${100}" * xs.findIndexValues { it == 'a' })
%%%%
return ({ p -> 10.00 }(false) + [1, 'a', null].init())
%%%%
return ([[a: 1]] as Object[]).plus(0, ([1, 'a', null]))
%%%%
return (('a'..'a').take(2) * [null].inject([]) { a, c -> a + [c] })
%%%%
return ([a: 1].get('x y  z').each { } <=> [a: 1].containsValue([q: 'Hello World'].q))
%%%%
def (p, q) = ((2..1) as List).removeAll { it == 'a' }
return p
%%%%
return 3.14.max([1e3, 0.0][2])
%%%%
return ((1.5d <=> 0.1f) * [[:]].first().collectMany { k, v -> [k, v] })
%%%%
return ([ident(100.0)].first() + null?.size())
%%%%
return [*: ([b: 'x', a: null] + { it > 1 }), y: { p -> [k: [1, 2], m: [z: 1]] }([3, 1, 2])]
%%%%
return ([a: 1, b: 2].putAll([a: 1])*.key[('a'..'a').take(2).reverse()] << [a: 1].sort { it.value }.a.get('a', ident([l, 017].find())))
%%%%
for (e in [[a: 1]].groupBy { x -> x }.toSorted()) { out << e
m.k = 0L.drop(0) }
for (e in (2.abs()..1).take(3)) { out << e
out << [1].minus(0) }
return [out, i, s]
%%%%
return ('abc'.next()[123456789012345678901234567890G.negate()].toLowerCase() * [].findAll { it > 2 }.sum { it * 2 }.getClass().simpleName)
%%%%
out << { int q, r = { it > 1 } -> q + r }(100)
if (([1: 'one', 2: 'two'].sort { a, c -> c.key <=> a.key } == [:].take(1))) out << 'true'.toUpperCase()
return [out, i, s]
%%%%
out << { int q, r = (-((0x1F * i))) -> q + r }(ident(-5G).max())
def (u1, u2, u3) = [Integer.valueOf('line1\nline2').intdiv((10 + (-2147483648))), (1e3 + 5L)]
out << [u1, u2, u3]
return [out, i, s]
%%%%
for (e in (2..100).toList().take(5).eachWithIndex { e, n -> e }) { out << e
i += 'a'.lastIndexOf(t) }
for (e in (0..<3).reverse()) { if (e == 3) continue
if (true) break
out << e }
return [out, i, s]
%%%%
GString v = (0..<3); return v
%%%%
return [1, 'a', null].withIndex().collect { -it }.join('|').count(('a,b,,c'.padLeft(7) * 3))
%%%%
return [b: 'x', a: null].getOrDefault('q', (0..<3)).asImmutable().put('n', (0..3))
%%%%
return (i < Double.NaN)[[].with { (-2147483648) }.nothing]
%%%%
return z[[b: 'x', a: null].find { it.value }.collect { it.key }]
%%%%
return ident([1: 'one', 2: 'two'].withDefault { 5 }.get('a', (l << 1)))
%%%%
return ((0x1F..1).take(3) + [[1, 2], [3]].toArray())
%%%%
return ([017.intdiv(0x1F)] as Object[])[0].abs()[[1].inject([]) { a, c -> a + [c] }.tail().disjoint((([] * 3) ?: [1, 2.5, 3L].toArray()))]
%%%%
def fn1(a, b = [1: 'one', 2: 'two'].collect { it.key }.findAll { k, v -> v }, Object... c) { [a, b, c.size()] }
out << fn1([(l / 7)].first()) << fn1([].intersect(xs).toArray(), [b: 'x', a: null].nothing) << fn1([100.0, 3.14][2], ident([[1, 2], [3]].init()), l)
return out
%%%%
xs[0] += (double) 5; return xs
%%%%
xs[0] += (double) 5; return xs[0].class
%%%%
return xs[0] += ((double) 5)
%%%%
xs[0] += 5d; return xs
%%%%
xs[0] += (int) 5; return xs
%%%%
xs[0] += (5 as float); return xs
%%%%
m['a'] += (long) 5; return m
%%%%
xs[0] -= (double) 5; return xs
%%%%
return (b ? 1 : 2.5f).class
%%%%
return (b ? 1G : 2.5).class
%%%%
return (b ? 1 : 2G).class
%%%%
return (b ? 1.5 : 2.5f).class
%%%%
return (b ? 1 as byte : 2 as short).class
%%%%
return (1 ?: 2L).class
%%%%
return (1 ?: 2.5d).class
%%%%
return (i ?: 2.5d).class
%%%%
return (j ?: 2.5d).class
%%%%
return (l ?: 2.5d).class
%%%%
return (b ? j : 2.5d).class
%%%%
return (b ? j : 2L).class
%%%%
return (b ? i : 2L).class
%%%%
return (b ? 1 : null).class
%%%%
return (b ? 1 : xs.size()).class
%%%%
return (b ? j : 2.5).class
%%%%
return (b ? 'a' as char : 1).class
%%%%
return (b ? 1 + 1 : 2.5d).class
%%%%
return (b ? (1) : (2.5d)).class
%%%%
return (b ? (b ? 1 : 2) : (2.5d)).class
%%%%
return (b ? [1][0] : (2.5d)).class
%%%%
return (b ? -j : (2.5d)).class
%%%%
return (b ? -1 : (2.5d)).class
%%%%
return (b ? -j : (-2.5d)).class
%%%%
return (b ? j + j : (-2.5d)).class
%%%%
return (b ? j + 1 : (-2.5d)).class
%%%%
return (b ? j++ : (-2.5d)).class
%%%%
return (b ? 1 / 2 : (-2.5d)).class
%%%%
return (b ? 1 as int : 2.5d).class
%%%%
return (b ? (int) 1 : 2.5d).class
%%%%
return (b ? (int) 1L : 2.5d).class
%%%%
return (b ? (Integer) 1 : 2.5d).class
%%%%
return (b ? 5.abs() : 2.5d).class
%%%%
return (b ? (1 <=> 2) : 2.5d).class
%%%%
return (b ? Math.max(1, 2) : 2.5d).class
%%%%
return (b ? 's'.size() : 2.5d).class
%%%%
return (b ? (1 < 2) : 2.5d).class
%%%%
return (b ? 1 : [])
%%%%
return (b ? 1L : 'a')
%%%%
return (b ? 1.5 : 2)
%%%%
return (b ? 1 : 1.5)
%%%%
return (3L/(100d <=> 0.1d)).class
%%%%
return (3G/(100d <=> 0.1d)).class
%%%%
return (1.5/(100d <=> 0.1d)).class
%%%%
return (3/(1 <=> 2)).class
%%%%
return (3/(1L <=> 2)).class
%%%%
return (3/(1.5 <=> 2)).class
%%%%
return (3/(1.5d <=> 2)).class
%%%%
return (3/('a' <=> 'b')).class
%%%%
return (3*(1.5d <=> 2)).class
%%%%
return (3+(1.5d <=> 2)).class
%%%%
return ((1.5d <=> 2)/3).class
%%%%
return ((1.5d <=> 2)+3).class
%%%%
return ((1.5d <=> 2)*3L).class
%%%%
return ((1.5d <=> 2)).class
%%%%
return (-(1.5d <=> 2)).class
%%%%
return ((j <=> 1d)/ 2).class
%%%%
return ((0d/0d) >= 1d)
%%%%
return ((0d/0d) > 1d)
%%%%
return ((0d/0d) < 1d)
%%%%
return ((0d/0d) <= 1d)
%%%%
return ((0d/0d) == 1d)
%%%%
return ((0d/0d) != 1d)
%%%%
return ((0d/0d) == (0d/0d))
%%%%
return (1d >= (0d/0d))
%%%%
return (1d < (0d/0d))
%%%%
return ((0d/0d) >= 1)
%%%%
return ((0d/0d) < 1.5)
%%%%
return ((double) Double.NaN >= 1)
%%%%
return ((double) Double.NaN < 1)
%%%%
return ((Double.NaN as double) < 1)
%%%%
return (Double.NaN < 1)
%%%%
return (Double.NaN < (1 as double))
%%%%
return (1.5f >= (Double.NaN as float))
%%%%
return (1.5f < (Double.NaN as float))
%%%%
return ((0.0d * (0 - 1)) <=> 0.0d)
%%%%
return ((0d/0d) <=> 1)
%%%%
int v = (7 / 2); return v
%%%%
int v = (1 / 0); return v
%%%%
float v = (1 / 3); return v
%%%%
double v = (1 / 3); return v
%%%%
long v = (7L / 2); return v
%%%%
BigDecimal v = (1 / 3); return v
%%%%
double v = (1 / 0); return v
%%%%
int v = 1 / 0; return v
%%%%
int v; v = 1 / 0; return v
%%%%
float v = (1L / 3) ; return v
%%%%
short v = (7 / 2); return v
%%%%
byte v = 1 / 0; return v
%%%%
char v = 1 / 0; return v
%%%%
int v = (j / 0); return v
%%%%
int v = (i / 0); return v
%%%%
int v = 2147483648L / 1; return v
%%%%
return ((1 <=> 2L) + 1).class
%%%%
return ((1L <=> 2) * 2).class
%%%%
return ((1L <=> 2) / 2).class
%%%%
return ((1 <=> 2) % 2).class
%%%%
return ((1d <=> 2) % 2).class
%%%%
return ((1d <=> 2) & 2).class
%%%%
return ((1d <=> 2) << 2)
%%%%
return ((1d <=> 2) == 2)
%%%%
return ((1d <=> 2) < 2)
%%%%
return ((1d <=> 2) <=> 2).class
%%%%
return (b ? (1d <=> 2) : 3d).class
%%%%
return (b ? (1d <=> 2) : 3).class
%%%%
return (b ? (1 <=> 2) : 3L).class
%%%%
return (b ? (j -= 3) : 2.5d).class
%%%%
return (b ? (j += 3) : 2.5d)
%%%%
return (b ? (j += 3.5d) : 2.5d)
%%%%
return (b ? (i += 3) : 2.5d).class
%%%%
return (b ? j++ : 2L).class
%%%%
return (b ? ++j : 2L).class
%%%%
return (b ? i++ : 2L).class
%%%%
return (b ? 1 : 'a').class
%%%%
return (b ? 1 : 2.5f) + 1
%%%%
return (b ? 'c' : 'd' as char).class
%%%%
return (b ? (char) 'c' : 1).class
%%%%
return (b ? (short) 1 : 1).class
%%%%
return (b ? (Integer) null : 2.5d)
%%%%
return (b ? (Long) 5 : 2).class
%%%%
return (b ? (Integer) 5 : 2L).class
%%%%
return (b ? (byte) 5 : (float) 2).class
%%%%
return { int q -> (b ? q : 2.5d) }(1)
%%%%
return { q -> (b ? q : 2.5d) }(1)
%%%%
return { -> (b ? j : 2.5d) }().class
%%%%
return { -> (b ? 1 : 2.5d) }().class
%%%%
return (null ?: 2.5d)
%%%%
return (0 ?: 2.5d).class
%%%%
return (0 ?: 2L).class
%%%%
return (5L ?: 2).class
%%%%
return (5L ?: 2.5).class
%%%%
return (0.0 ?: 2L).class
%%%%
return (-1 ?: 2.5d).class
%%%%
return ((i as int) ?: 2.5d).class
%%%%
return ((int) (i ?: 2.5d)).class
%%%%
return (b ? (1.5f + 1) : 2L).class
%%%%
return (b ? (1.5f * 1.5f) : 2f).class
%%%%
return (b ? (1.5 + 1.5d) : 2f).class
%%%%
return (b ? (1.5 + 1.5) : 2f).class
%%%%
return (b ? 1G + 1d : 2f).class
%%%%
return (b ? (1 / 2) : 2f).class
%%%%
return (b ? (1d / 2) : 2f).class
%%%%
return (b ? 2f : 1 / 2d).class
%%%%
return (b ? 2 ** 3 : 2f).class
%%%%
return (b ? 7 % 3 : 2f).class
%%%%
return (b ? 7 & 3 : 2f).class
%%%%
return (b ? 7 << 3 : 2f).class
%%%%
return (b ? 7.5d % 3 : 2f).class
%%%%
return (b ? 1 == 2 : 2f).class
%%%%
return (b ? ~3 : 2f).class
%%%%
return (b ? !b : 2f).class
%%%%
return (b ? 2f : !b).class
%%%%
return (b ? (5 in 4) : 3d)
%%%%
return (b ? (5 =~ 4) : 3d)
%%%%
return (b ? 5[0] : 3d)
%%%%
return -[1,2]
%%%%
return -(1..2)
%%%%
return -(0..<0)
%%%%
return -([1] as Set)
%%%%
return -([1] as Object[])
%%%%
return +(1..2)
%%%%
return +[1]
%%%%
return ~10.5
%%%%
return ~1.5d
%%%%
return ~'a'
%%%%
return ~5G
%%%%
return ~true
%%%%
return ~[1, 2]
%%%%
return ~(1..2)
%%%%
return ~1.5f
%%%%
return 'a'.replaceAll('[[', 'x')
%%%%
return 'a'.replaceAll('[', 'x')
%%%%
return 'a'.replaceAll('[[a]', 'x')
%%%%
return 'a'.replaceAll('[a[b]]', 'x')
%%%%
return 'a'.replaceAll('[]', 'x')
%%%%
return 'a'.replaceAll('[]a', 'x')
%%%%
return 'a'.replaceAll('[^]', 'x')
%%%%
return 'a'.replaceAll('a{', 'x')
%%%%
return 'a'.replaceAll('{', 'x')
%%%%
return 'a'.replaceAll('a{x', 'x')
%%%%
return 'a'.replaceAll('a{1', 'x')
%%%%
return 'a'.replaceAll('a{1,', 'x')
%%%%
return 'a'.replaceAll('a{2,1}', 'x')
%%%%
return 'a'.replaceAll('\\', 'x')
%%%%
return 'a'.replaceAll('(?', 'x')
%%%%
return 'a'.replaceAll('*', 'x')
%%%%
return 'a'.replaceAll('+', 'x')
%%%%
return 'a'.replaceAll('?', 'x')
%%%%
return 'a'.replaceAll('a|*', 'x')
%%%%
return 'a'.replaceAll('(*', 'x')
%%%%
return 'a'.replaceAll('(', 'x')
%%%%
return 'a'.replaceAll(')', 'x')
%%%%
return 'a'.replaceAll('[z-a]', 'x')
%%%%
return 'a'.replaceAll('(a', 'x')
%%%%
return 'a'.replaceAll('((a)', 'x')
%%%%
return 'a'.replaceAll('[a', 'x')
%%%%
return 'a'.replaceAll('[a-', 'x')
%%%%
return 'a'.replaceAll('[1, 2', 'x')
%%%%
return 'a'.replaceAll('[1, [2, 3]]', 'x')
%%%%
return '[1, [2, 3]]'.replaceFirst('[1, [2, 3]]', 'x')
%%%%
return '[1, [2, 3]]'.replaceFirst([1, [2, 3]].toString(), 'x')
%%%%
return 'a'.replaceAll('{a=1}', 'x')
%%%%
return 'a'.replaceAll('\\y', 'x')
%%%%
return 'a'.replaceAll('\\x', 'x')
%%%%
return 'a'.replaceAll('\\1', 'x')
%%%%
return 'a'.replaceAll('(?<n', 'x')
%%%%
return 'a'.replaceAll('a', '$')
%%%%
return 'a'.replaceAll('a', '\\')
%%%%
return 'a'.replaceAll('a', '$1')
%%%%
return 'a'.replaceAll('a', '$x')
%%%%
return 'a'.replaceAll('a', '${x')
%%%%
return 'a'.replaceAll('a', '${x}')
%%%%
return 'a'.replaceAll('a', '${}')
%%%%
return 'a'.replaceFirst('a', '$')
%%%%
return 'a'.replaceFirst('a', '$1')
%%%%
return 'b'.replaceFirst('a', '$1')
%%%%
return 'a'.replaceAll('(?<n>a)', '${n}b')
%%%%
return 'a'.replaceAll('(?<n>a)', '${1}b')
%%%%
return 'a'.replaceAll('(?<n>a)', '$1$0\\$')
%%%%
return 'ab'.replaceAll('[a[^b]]', 'x')
%%%%
return 'ab12'.replaceAll('[a-z&&[^b]]', 'x')
%%%%
return 'ab12'.replaceAll('[^a-z&&[^b]]', 'x')
%%%%
return 'ab12'.replaceAll('[^[a]1]', 'x')
%%%%
return 'a.b'.replaceAll('[.]', 'x')
%%%%
return 'a]b'.replaceAll('[]]', 'x')
%%%%
return 'a]b'.replaceAll('[^]]', 'x')
%%%%
return 'a-b'.replaceAll('[a-]', 'x')
%%%%
return 'a-b'.replaceAll('[-a]', 'x')
%%%%
return 'a-b'.replaceAll('[\\w-]', 'x')
%%%%
return 'a-b'.replaceAll('[\\d]', 'x')
%%%%
return '(?i)'.replaceAll('a(?i)B', 'x')
%%%%
return 'aB AB'.replaceAll('(?i)ab', 'x')
%%%%
return 'ab aB AB'.replaceAll('a(?i)b', 'x')
%%%%
return 'ab aB AB'.replaceAll('(a(?i)b)', '<$1>')
%%%%
return 'a{2}'.replaceAll('a\\{2\\}', 'x')
%%%%
return 'aa'.replaceAll('a{2}', 'x')
%%%%
return 'aaa'.replaceAll('a{2}?', 'x')
%%%%
return 'aaa'.replaceAll('a{1,}+', 'x')
%%%%
return 'aaa'.replaceAll('a{2}{3}', 'x')
%%%%
return 'aaa'.replaceAll('{3}', 'x')
%%%%
return 'aaa'.replaceAll('(a)\\1', 'x')
%%%%
return 'aaa'.replaceAll('^*a', 'x')
%%%%
return 'aaa'.replaceAll('$*', 'x')
%%%%
return 'aaa'.replaceAll('a++', 'x')
%%%%
return 'aaa'.replaceAll('(a+)+', 'x')
%%%%
return 'aaa'.replaceAll('a+**', 'x')
%%%%
return 'a+b'.replaceAll('\\Qa+b\\E', 'x')
%%%%
return 'a+b'.replaceAll('\\E', 'x')
%%%%
return 'aéb'.replaceAll('[é]', 'x')
%%%%
return 'a b'.replaceAll('\\s', 'x')
%%%%
return 'a\tb'.replaceAll('[\\t]', 'x')
%%%%
return 'a$b'.replaceAll('[$]', 'x')
%%%%
return '[a, b]'.replaceAll('[a, b]', 'x')
%%%%
return '[[1, 2], [3]]'.replaceFirst([[1, 2], [3]].toString(), 'x')
%%%%
return '[[a:1]]'.replaceFirst([[a: 1]].toString(), 'x')
%%%%
return 'x'.replaceFirst([k: [1, 2], m: [z: 1]].toString(), 'x')
%%%%
return 'x'.replaceFirst(String.valueOf([a: 1]), 'x')
%%%%
return 'x'.replaceFirst('[b-a]', 'x')
%%%%
return 'x'.replaceFirst('[3, -2]', 'x')
%%%%
return 'x'.replaceFirst('[3, 1-2]', 'x')
%%%%
return 'x'.replaceFirst('[10, -2, 7, 0]', 'x')
%%%%
return 'x'.replaceFirst('[a:[1, 2]]', 'x')
%%%%
return 'x'.replaceFirst('[a, ]', 'x')
%%%%
return 'x'.replaceFirst('[[]]', 'x')
%%%%
return 'x'.replaceFirst('[[], 1]', 'x')
%%%%
return 'x'.replaceFirst('[:]', 'x')
%%%%
return 'x'.replaceFirst('[]', 'x')
%%%%
return 'x'.replaceFirst('[[:]]', 'x')
%%%%
return 'x'.replaceFirst('[null]', 'x')
%%%%
return 'null'.replaceFirst('[null]', 'x')
%%%%
return 'x'.replaceFirst('\\p{Foo}', 'x')
%%%%
return 'x'.replaceFirst('(?z)', 'x')
%%%%
return 'x'.replaceFirst('(?<1>x)', 'x')
%%%%
return 'x'.replaceFirst('(?<>x)', 'x')
%%%%
return 'x'.replaceFirst('x(?', 'x')
%%%%
return 'x'.replaceFirst('x(?<', 'x')
%%%%
return 'x'.replaceFirst('x(?:', 'x')
%%%%
return 'x'.replaceFirst('((x)', 'x')
%%%%
return 'x'.replaceFirst('x))', 'x')
%%%%
return 'x'.replaceFirst('x)', 'x')
%%%%
return 'x'.replaceFirst('[x&&]', 'x')
%%%%
return 'x'.replaceFirst('[&&x]', 'x')
%%%%
return 'x'.replaceFirst('[x&&y', 'x')
%%%%
return 'x'.replaceFirst('[x--y]', 'x')
%%%%
return 'x'.replaceFirst('[x||y]', 'x')
%%%%
return 'x'.replaceFirst('[a~~b]', 'x')
%%%%
return 'x'.replaceFirst('[\\Qx\\E]', 'x')
%%%%
return 'x'.replaceFirst('[\\y]', 'x')
%%%%
return 'x'.replaceFirst('[\\b]', 'x')
%%%%
return 'x'.replaceFirst('\\c', 'x')
%%%%
return 'x'.replaceFirst('\\08', 'x')
%%%%
return 'x'.replaceFirst('\\xg', 'x')
%%%%
return 'x'.replaceFirst('\\k', 'x')
%%%%
return 'x'.replaceFirst('\\k<n>', 'x')
%%%%
return ('x' =~ 'a{')
%%%%
return ('x' ==~ /[[/)
%%%%
return 'a-b-c'.split('[[-]]')
%%%%
return 'a.b.c'.split('.')
%%%%
return 'a|b'.split('|')
%%%%
return '{a'.split('{')
%%%%
return 'a{b'.split('{')
%%%%
return 'x'.minus(~/{/)
%%%%
return 'x'.find('{')
%%%%
return 'x'.findAll('[')
%%%%
return 'x'.matches('(')
%%%%
xs[1] += (String) 'a'; return xs
%%%%
xs[1] += ('a' as String); return xs
%%%%
xs[1] += (double) 5; return xs
%%%%
xs[2] += (double) 5; return xs
%%%%
xs[2] += (String) 'a'; return xs
%%%%
def q = [[1], [a: 1]]; q[0] += (int) 5; return q
%%%%
def q = [[1], [a: 1]]; q[0] += (List) [5]; return q
%%%%
def q = [[1], [a: 1]]; q[0] -= (int) 1; return q
%%%%
def q = [[1], [a: 1]]; q[0] *= (int) 2; return q
%%%%
def q = [[1], [a: 1]]; q[0] <<= (int) 2; return q
%%%%
def q = [[1], [a: 1]]; q[1] += (Map) [b: 1]; return q
%%%%
xs[0] -= (int) 5; return xs
%%%%
xs[0] *= (int) 5; return xs
%%%%
xs[0] /= (int) 5; return xs
%%%%
xs[0] %= (int) 5; return xs
%%%%
xs[0] **= (int) 5; return xs
%%%%
xs[0] <<= (int) 5; return xs
%%%%
xs[0] >>= (int) 5; return xs
%%%%
xs[0] &= (int) 5; return xs
%%%%
xs[0] |= (int) 5; return xs
%%%%
xs[0] ^= (int) 5; return xs
%%%%
xs[0] += (Integer) 5; return xs
%%%%
xs[0] += (def) 5; return xs
%%%%
xs[0] += (String) 5; return xs
%%%%
xs[0] += (b ? 5 : 6) as int; return xs
%%%%
xs[0] += ((int) 5) + 1; return xs
%%%%
xs[0] += (int) 5 + 1; return xs
%%%%
int[] q = [1, 2]; q[0] += (int) 5; return q
%%%%
int[] q = [1, 2]; q[0] += (long) 5; return q
%%%%
List q = [1, 2]; q[0] += (int) 5; return q
%%%%
def q = [1, 2] as int[]; q[0] += (int) 5; return q
%%%%
Object[] q = [1, 2]; q[0] += (int) 5; return q
%%%%
m['a'] += (int) 5; return m
%%%%
m.a += (int) 5; return m
%%%%
m."a" += (int) 5; return m
%%%%
i += (int) 5; return i
%%%%
xs[0] = (int) 5; return xs
%%%%
return twice((int) 5)
%%%%
xs.add((int) 5); return xs
%%%%
xs << (int) 5; return xs
%%%%
return (4 + (int) 5)
%%%%
return typed((int) 5)
%%%%
return typed((List) [5])
%%%%
return (xs[0] += 5) as int
%%%%
return { it > 1 }.compareTo([b: 'x', a: null].inspect()).getClass().simpleName
%%%%
try { out << (10 % 0)
throw new UnsupportedOperationException('x') } catch (RuntimeException e) { out << e.message }
def fn1(a, b = [1: 'one', 2: 'two'].find { it.value }.collectEntries { k, v -> [(v): k] }, Object... c) { [a, b, c.size()] }
out << fn1((-([10, -2, 7, 0].sum()))) << fn1((0..<1), [1: 'one', 2: 'two'].sort { it.value }.subMap(['a'])) << fn1(null?.size()?.foo, (i ^ (i += -3)), (0G & 1_000))
return out
%%%%
return (i < Double.NaN)[1]
%%%%
return (i < Double.NaN)['a']
%%%%
return (i < Double)[1]
%%%%
return (i < 5)[1]
%%%%
return (i < d)[1]
%%%%
return (i < d.x)[1]
%%%%
return (i < Double.NaN)
%%%%
return (i < Double.NaN).foo
%%%%
return (i < Double.NaN)[[]]
%%%%
return (i < Double.NaN)[[1]]
%%%%
return (i < Double.NaN)[[].with { 1 }]
%%%%
return (i < Double.NaN)[[].size()]
%%%%
return (i < Double.NaN)[-1]
%%%%
return (i < Double.NaN)[z]
%%%%
return (i < 1.5)[[].size()]
%%%%
return (i < l)[[].size()]
%%%%
return (i < j)[[1].size()]
%%%%
return (i < j)[[].foo]
%%%%
return (i > j)[[].foo]
%%%%
return (i + j)[[].foo]
%%%%
return (i < j)[(1)]
%%%%
return (i < j)[{ 1 }]
%%%%
return (i < j)[[].with { 1 }.foo]
%%%%
return (i < j)[[].with { (-2147483648) }.nothing]
%%%%
return (i < j)[s.nothing]
%%%%
return b[[].with { 1 }.foo]
%%%%
return (b)[[].with { 1 }.foo]
%%%%
return z[['a']]
%%%%
return z[['a', 'b']]
%%%%
return z[[1]]
%%%%
return z[[null]]
%%%%
return z[["a${1}"]]
%%%%
return z[(1..1)]
%%%%
return z[('a'..'a')]
%%%%
return z[['a'] as Object[]]
%%%%
return z[['a'] as Set]
%%%%
return 'abc'[1G]
%%%%
return 'abc'[123456789012345678901234567890G]
%%%%
return 'abc'[1.0]
%%%%
return 'abc'[1 as short]
%%%%
return [1, 2][1G]
%%%%
return [1, 2][123456789012345678901234567890G]
%%%%
return [1, 2][1L]
%%%%
return [1, 2][1 as short]
%%%%
return [1, 2][-123456789012345678901234567890G]
%%%%
return (1..3)[1G]
%%%%
return ([1] as Object[])[1G]
%%%%
return ([1, 2] as Object[])[1L]
%%%%
return [1] + ([2, 3] as Object[])
%%%%
return [1] + ([2, 3] as int[])
%%%%
return ([1] as Set) + ([2, 3] as Object[])
%%%%
return ([1] as Object[]) + ([2, 3] as Object[])
%%%%
return ([1] as Object[]) + [2, 3]
%%%%
return (1..2) + ([2, 3] as Object[])
%%%%
return [1, 2] - ([1] as Object[])
%%%%
return [1] << ([2, 3] as Object[])
%%%%
return [1].plus([2, 3] as Object[])
%%%%
return [1, 2].intersect([1] as Object[])
%%%%
return [1, 2].disjoint([1] as Object[])
%%%%
return [1, 2].containsAll([1] as Object[])
%%%%
return [1, 2].addAll([1] as Object[])
%%%%
return [1, 2].removeAll([1] as Object[])
%%%%
return [1, 2].plus(0, [1] as Object[])
%%%%
return [1, 2] == ([1, 2] as Object[])
%%%%
return [[1, 2] as Object[]].flatten()
%%%%
return [[1, 2] as Object[]].combinations()
%%%%
return [[1, 2] as Object[], [3]].combinations()
%%%%
return [[1, 2] as Object[]].transpose()
%%%%
return [[1, 2] as Object[]].sum()
%%%%
return [1, [2] as Object[]].sum()
%%%%
return [a: 1].withDefault { 5 }.get('z', 7)
%%%%
return [a: 1].get('z', null)
%%%%
m.get('z', null); return m
%%%%
return m.get('k', 5)
%%%%
m.get('nn', 5); return m
%%%%
return [a: null].get('a', 5)
%%%%
return [b: 2, a: 1].toSorted()
%%%%
return [b: 1, a: 2].toSorted()
%%%%
return [b: 1, a: 2].toSorted().class
%%%%
return [b: 1, a: 2].toSorted { it.key }
%%%%
return [[a: 1]].groupBy { it }.toSorted()
%%%%
return [[a: 1]].groupBy { it }.sort()
%%%%
return [a: [1], b: [2]].toSorted()
%%%%
return (1..3).asImmutable().class
%%%%
return [1].asImmutable().class
%%%%
return ([1] as LinkedList).asImmutable().class
%%%%
return ('a'..'c').asImmutable().class
%%%%
return [1].asImmutable().asImmutable().class
%%%%
return (1..3).asImmutable() instanceof List
%%%%
return [1, 2].withIndex()[0].class
%%%%
return [1, 2].withIndex()
%%%%
return [1, 2].withIndex().collect { -it }
%%%%
return [1, 2].withIndex().collect { a, i2 -> a }
%%%%
return [1, 2].withIndex()*.first
%%%%
return [1, 2].withIndex()[0] + 1
%%%%
return [1, 2].withIndex()[0] == [1, 0]
%%%%
return [1, 2].withIndex()[0].reverse()
%%%%
return [1, 2].withIndex()[0] << 5
%%%%
return [1, 2].withIndex()[0].collect { it }
%%%%
return [1, 2].withIndex().flatten()
%%%%
return [1, 2].withIndex().sum()
%%%%
return [1, 2].withIndex().unique { it }
%%%%
return [1, 2].withIndex().transpose()
%%%%
return [1, 2].withIndex().toString()
%%%%
return [1, 2].withIndex().inspect()
%%%%
return [1, 2].withIndex()[0].findAll { it }
%%%%
return [1, 2].withIndex()[0] * 2
%%%%
return [1, 2].withIndex()[0] - 1
%%%%
return (m << [z: "${i}"]).hashCode()
%%%%
return ["a${1}"].hashCode()
%%%%
return ["a${1}": 1].hashCode()
%%%%
return (["b${1}", "a${1}", 'b1', "zz${2}"] as Set).asImmutable()
%%%%
return (["b${1}", "a${1}", 'b1', "zz${2}", "q${3}"] as HashSet)
%%%%
return [null].getIndices().collate(-1)
%%%%
return [1, 2].collate(0)
%%%%
return (10 as BigInteger).max(7L / 42)
%%%%
return 3G.max(5d)
%%%%
class P { def a, n; def methodMissing(String name, args) { name + args.size() }; String toString() { 'P' } }
out << new P().with { n = ("${ident('x y  z')}" + 1e10d.toString()); it.n } << new P().with { foo(1, 2) } << new P().with { toString() }
return out
%%%%
def fn2(a, c = { 3 }) { [c.class.name, { 3 }.class.name] }
return [fn2(1), { 4 }.class.name]
%%%%
class P { def a = { 1 }; def b = { 2 }.class.name; def f(x = { 5 }) { [x.class.name, { 3 }.class.name] }; static q = { 6 }; P() { z = { 7 } }; def z }
def p = new P()
return [p.a.class.name, p.b, p.f(), p.q.class.name, p.z.class.name, { 4 }.class.name]
%%%%
for (e in [1].eachWithIndex { e, n -> e }) { out << e }; return out
%%%%
def f1() { { 1 }.class.name }
def f2(a = { 2 }) { [a.class.name, { 3 }.class.name] }
return [f1(), f2(), { 4 }.class.name, { -> { 5 }.class.name }()]
%%%%
def f2(a = { 2 }, c = { 3 }) { [a.class.name, c.class.name, { 3 }.class.name] }
return [f2(), f2(1), { 4 }.class.name]
%%%%
def f = { a = { 1 }, b = { 2 } -> [a.class.name, b.class.name, { 3 }.class.name] }
return f()
%%%%
def f = { a = { 1 } -> [a.class.name, { 3 }.class.name] }
def g = { { 4 }.class.name }
return [f(), g()]
%%%%
return [1, 2].withDefault { 5 }
%%%%
return [1, 2].withDefault { 5 }[3]
%%%%
return [1, 2].withDefault { 5 }.class
%%%%
return [1, 2].withDefault { 5 } + [1]
%%%%
return ([1, 2].withDefault { 5 } + [1]).class
%%%%
return [1, 2].withDefault { 5 }.collect { it }
%%%%
return [1, 2].withDefault { 5 } == [1, 2]
%%%%
def q = [1].withDefault { it * 2 }; q[3]; return q
%%%%
def q = [1].withLazyDefault { it * 2 }; q[3]; return q
%%%%
def q = [1].withEagerDefault { it * 2 }; q[3]; return q
%%%%
return [1, 2].withDefault { 5 }.size()
%%%%
return [1, 2].withDefault { 5 }.inspect()
%%%%
return "${[1, 2].withDefault { 5 }}"
%%%%
return ([1].withDefault { 5 } as Object[])
%%%%
return (1..3).withDefault { 5 }
%%%%
return [1].withDefault { 5 } instanceof List
%%%%
return [1].withDefault { 5 } << 4
%%%%
return [1].withDefault { 5 }.hashCode()
%%%%
return [1].withDefault(null)
%%%%
return ([] as Set).withDefault { 5 }
%%%%
return [1,2,3,4,5,6,7].withDefault { 5 }.findAll { it > 3 }
%%%%
return [1].withDefault { 5 }[[0, 2]]
%%%%
return [1].withDefault { 5 }[0..2]
%%%%
return [1].withDefault { 5 }.reverse()
%%%%
return [1].withDefault { 5 }.subList(0, 1)
%%%%
return [1].withDefault { 5 }.get(3)
%%%%
return [1].withDefault { 5 }.take(1)
%%%%
return [1].withDefault { 5 }.sort()
%%%%
return [a: 1, b: 2].dropWhile { k, v -> v == 1 }
%%%%
return [a: 1, b: 2].dropWhile { it.value == 1 }
%%%%
return [a: 1, b: 2].takeWhile { it.value == 1 }
%%%%
return [a: 1, b: 2].sort().dropWhile { !it }
%%%%
return { it > 1 }.compareTo('a')
%%%%
return { it }.compareTo({ it })
%%%%
return ({ it } <=> { it })
%%%%
return ({ it } <=> 'a')
%%%%
return ({ it } < 'a')
%%%%
return (z <=> { it })
%%%%
return ('a' <=> { it })
%%%%
return { it }.foo()
%%%%
return { it }.plus(1)
%%%%
return [null].last().inject { a, c -> c }
%%%%
return null.inject { a, c -> c }
%%%%
return [].inject { a, c -> c }
%%%%
return ([] as Set).inject { a, c -> c }
%%%%
return ([] as Object[]).inject { a, c -> c }
%%%%
return (0..<0).inject { a, c -> c }
%%%%
return [:].inject { a, c -> c }
%%%%
return ''.inject { a, c -> c }
%%%%
return 5.inject { a, c -> c }
%%%%
return null.inject(0) { a, c -> c }
%%%%
return (true + "a${-> 1 / 0}")
%%%%
return (true + "a${1}")
%%%%
return (1 - "a${-> 1 / 0}")
%%%%
return [1].foo("a${-> 1 / 0}")
%%%%
return (1L + [1, 'a', null, 2.017291066282421E-5, 1, 'a', null, 2.017291066282421E-5, [1]])
%%%%
return (1L + [1, 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'])
%%%%
return (1L + [1, 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 2])
%%%%
return (1L + [a: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', b: 2])
%%%%
return (1L + [a: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaa', c: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', b: 2])
%%%%
return (1L.foo('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 2))
%%%%
return (1L.foo('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'))
%%%%
return (1L.foo(['aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'], 3))
%%%%
return (1L.foo([[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 7, 8]))
%%%%
return (1L.foo((1..100).toList()))
%%%%
return (1L.foo((1..100)))
%%%%
return (1L.foo([(1..100)]))
%%%%
return (1L.foo((1..100) as Set))
%%%%
return (1L.foo([1] as Object[], 2))
%%%%
return (1L.foo([1, 2, 3] as int[], 2))
%%%%
return (1L.foo((1..100) as int[], 2))
%%%%
return (1L.foo([q: (1..50).toList(), r: 1, s: 2]))
%%%%
return (1L.foo(('aa' * 30) as String, "${'b' * 70}"))
%%%%
return (1L.foo(1.5f, null, 'x' as char, [null], [a: null], ['x' as char], ["a${1}"], 'a\nb', ['a\nb']))
%%%%
return { a, b -> a }.curry(1, 2, 3)
%%%%
return { it }.curry(1, 2)
%%%%
return { it }.curry(1)()
%%%%
return { it }.curry([1, 2])()
%%%%
return { it }.curry([1, 2] as Object[])()
%%%%
return { a, b -> [a, b] }.curry([1, 2] as Object[])()
%%%%
return { a, b -> [a, b] }.curry([1] as Object[])(5)
%%%%
return { Object... a -> a }.curry(1, 2, 3)()
%%%%
return { a, Object... c -> [a, c] }.curry(1, 2, 3)()
%%%%
return { -> 1 }.curry(1)
%%%%
return { a, b -> a }.rcurry(1, 2, 3)
%%%%
return { a, b -> a }.ncurry(1, 2, 3)
%%%%
return { a, b -> a }.ncurry(0, 2)(1)
%%%%
return { a, b -> a }.ncurry(2, 2)
%%%%
return { a, b -> a }.ncurry(-1, 2)(5)
%%%%
return { a, b -> a }.ncurry(-3, 2)
%%%%
return { it }.curry(null)()
%%%%
return { it }.curry()(5)
%%%%
return { a, b -> [a, b] }.curry()(5, 6)
%%%%
return 5.intdiv([1, 2])
%%%%
return 5.intdiv(2..3)
%%%%
return 5.intdiv(3..1)
%%%%
return 5.intdiv(0..1)
%%%%
return 5.intdiv((1..2).toList())
%%%%
return 5.intdiv(['a'])
%%%%
return 5.intdiv('a')
%%%%
return (5 + (1..2))
%%%%
return (5 + (1..1))
%%%%
return (5 - (1..2))
%%%%
return (5 * (1..2))
%%%%
return (5 / (1..2))
%%%%
return (5 % (1..2))
%%%%
return (5 ** (1..2))
%%%%
return (5 << (1..2))
%%%%
return (5 & (1..2))
%%%%
return (5 + [1, 2])
%%%%
return (5.5 + (1..2))
%%%%
return 5.power(1..2)
%%%%
return 5.plus(1..2)
%%%%
return 5.minus([1, 2])
%%%%
return 5.mod([2, 1])
%%%%
return 'abc'.take(1..2)
%%%%
return [1, 2].take(1..2)
%%%%
return 'abc'.multiply(2..3)
%%%%
return 'abc'.padLeft(5..6)
%%%%
return 5.upto(5..6) { }
%%%%
return 5.times([1])
%%%%
return 5.abs([1])
%%%%
return { -> ([[]] as Object[])[0].containsAll([null].min()) }()
%%%%
z?.size()?.size()?.foo v = [1].findAll ['x', 'X', 'yy'].lastIndexOf("x${[b: 'x', a: null]}y"); return v
%%%%
return [null].subList(123456789012345678901234567890G, 1)
%%%%
return ([(Integer.bitCount(100) in ((0..0) as List)), (10 as BigInteger).max((l / 42)), ([(d / 1.0E-10)] as Object[])[0]] <=> z?.foo?.foo)
%%%%
z?.foo(out << 1); return out
%%%%
z?.foo(i++); return i
%%%%
z?.foo { i++ }; return i
%%%%
z?.size()?.foo(i++); return i
%%%%
z?.with { i++ }; return i
%%%%
def q = [a: null]; q.a?.foo(i++); return i
%%%%
z?.foo = (i++); return i
%%%%
z?."${i++}"; return i
%%%%
z?."${i++}"(j++); return [i, j]
%%%%
z*.foo(i++); return i
%%%%
[null]*.foo(i++); return i
%%%%
z?.foo(i++)?.bar(j++); return [i, j]
%%%%
return this?.twice(i++)
%%%%
return String.valueOf(1)?.size()
%%%%
return [1].containsAll(null)
%%%%
return ([1] as Set).containsAll(null)
%%%%
return (1..2).containsAll(null)
%%%%
return [1].containsAll([null])
%%%%
return [1].containsAll(1)
%%%%
return [1].containsAll(1, 2)
%%%%
return [1, 2].subList(123456789012345678901234567890G, 1)
%%%%
return [1, 2].take(4294967297G)
%%%%
return 'abc'.take(4294967297G)
%%%%
return 'abc'.substring(4294967297G)
%%%%
return [1, 2].get(4294967297G)
%%%%
return Math.min(1L, 2.5)
%%%%
return { -> z?.foo(i++); i }()
%%%%
return "a${1}".hashCode()
%%%%
return [3G.max(5), 3G.max(5L), 3.5.max(5), 3.5.max(5d), 3.5.min(3G), 3.5.max(1.5f)]
%%%%
return (Double.NaN >= Double.NaN)
%%%%
return [Double.NaN > 1d, Double.NaN <= 1d, Double.NaN >= 1, 1 < Double.NaN]
%%%%
return ((Double.NaN + 0G) >= (5d / 0d))
%%%%
return (-((3.3f ?: (-2f * -2f))))
%%%%
return Math.ceil((-(0.001))).toBigDecimal()
%%%%
Character v = (4294967296L / 1.5f); return v
%%%%
return (m['true'].each { }.hashCode() - ([(l ^ 5L)] as Object[])[0].inspect())
%%%%
return ((((0x1F / (1L - (100.0 + (-2f / 1.5f)))) * 2) as float) ?: (-2f / 1_000))
%%%%
return "${[3, 1, 2].collectEntries { [it, 1] }.minus((null as Integer))}${['x', 'X', 'yy'].collectEntries { [(it): it.size()] }.any { it.value }}"['aXbXc'.getClass().simpleName.eachLine { it }.toBoolean()]
%%%%
return (d * (-2..2))
%%%%
return ([[1: 'one', 2: 'two'], z] as Set).takeRight(4)
%%%%
return ([[a: 1]].toSet() + ['b', 'a', 'c'].sort { a, c -> c <=> a })
%%%%
return t.padLeft(1_000).collectReplacements { it == 'a' ? 'Z' : null }.replaceFirst(s.charAt(2).toString().center(9), (z?.size() as String))
%%%%
class Q { def a = 1; def n = 'q'; String toString() { 'Q' } }
class P extends Q { def a = (123456789012345678901234567890G - ((0x1F * (((((42 / 017) * ([3, 1, 2] - (-2f / 2G))) * (1.5 * (2 - (0.1f - d)))) / (10.00 * 1.5)) * -5G)) - (-5G * 0.001))); def any() { super.toString() + a }; String toString() { "P<${super.toString()}>" } }
out << [new P(), new P()]*.n
out << [new P(), new P()]*.n
return out
%%%%
xs['tt'] = 'abc'; return xs
%%%%
xs.tt = 'abc'; return xs
%%%%
d += (0.1 * 0G) + 1.5d; xs[t] = 'abc'
%%%%
[].tt = 1
%%%%
[['a':1]].tt = 1
%%%%
def q = ([1] as LinkedList); q.foo = 1
%%%%
def q = ([1] as Set); q.foo = 1
%%%%
(1..2).foo = 1
%%%%
xs."${s}" = 3
%%%%
xs.empty = 3
%%%%
xs.class = 3
%%%%
xs["a$i"] = 3
%%%%
xs.toArray().foo = 3
%%%%
Collections.emptyList().foo = 3
%%%%
[1].asImmutable().foo = 3
%%%%
[1,2].subList(0,1).foo = 3
%%%%
new BitSet().foo = true
%%%%
Arrays.asList(1).foo = 3
%%%%
new Stack().foo = 3
%%%%
xs.@foo = 3
%%%%
xs.@size = 3
%%%%
xs.withDefault{5}.foo = 3
%%%%
xs.asSynchronized().foo = 3
%%%%
(1L..3L).foo = 3
%%%%
('a'..'c').foo = 3
%%%%
('a'..'c')['foo'] = 3
%%%%
xs[null] = 3
%%%%
xs[true] = 3
%%%%
return ((Object) 5).with { typed((Object) it) }
%%%%
return typed((Object) 5)
%%%%
return typed((Object) 'a')
%%%%
return typed((String) null)
%%%%
return typed('a' as Object)
%%%%
Exception e = ['a']; return e
%%%%
return 5.plus()
%%%%
return 'x'.center([])
%%%%
return 'x'.plus()
%%%%
return 5.minus()
%%%%
return [1].plus()
%%%%
return xs.@foo
%%%%
return xs.@size
%%%%
return xs.@elementData
%%%%
return m.@foo
%%%%
m.@foo = 3; return m
%%%%
return 'abc'.@foo
%%%%
return 5.@value
%%%%
(1..2).@foo = 3
%%%%
[].@foo = 1
%%%%
return [].@foo
%%%%
return ([1] as Set).@foo
%%%%
return xs.toArray().@foo
%%%%
xs.toArray().@foo = 3
%%%%
'abc'.@foo = 3
%%%%
def q = { 1 }; q.@foo = 3
%%%%
def q = { 1 }; return q.@foo
%%%%
def q = [1, 2, 3]; q.remove((Object) 3); return q
%%%%
def q = [1, 2, 3]; q.remove((Object) 1); return q
%%%%
def f(a) { 'o' }; def f(Number a) { 'n' }; return [f((Number) 5), f(5), f((Object) 5), f((Object) null), f((Number) null), f((Integer) 5), f('a' as Object)]
%%%%
def f(a, int b) { 'oi' }; def f(int a, b) { 'io' }; return [f((Object) 5, 5), f(5, (Object) 5)]
%%%%
def f(List a) { 'l' }; def f(Collection a) { 'c' }; def f(Iterable a) { 'i' }; return [f((Collection) []), f((Iterable) []), f([] as Iterable), f([])]
%%%%
class P { def f(int a) { 'i' }; def f(a) { 'o' }; static g(int a) { 'i' }; static g(a) { 'o' }; P() {}; P(int a) { x = 'i' }; P(Object a) { x = 'o' }; def x }
return [new P().f((Object) 5), P.g((Object) 5), new P((Object) 5).x, new P(5).x, new P().with { f((Object) 5) }]
%%%%
return 'abc'.padLeft((Object) 5)
%%%%
return 'abc'.indexOf((Object) 'b')
%%%%
return 'abc'.contains((Object) 'b')
%%%%
return 5.plus((Object) 5)
%%%%
return typed((List) null)
%%%%
return typed((BigDecimal) null)
%%%%
return typed(5 as Number)
%%%%
return typed((Comparable) 'a')
%%%%
return typed((CharSequence) "a$i")
%%%%
return typed([1] as Collection)
%%%%
return typed()
%%%%
class P { def f(int a) { 1 }; def f(String a) { 2 } }
return new P().f()
%%%%
class P { static f(int a) { 1 }; static f(String a) { 2 } }
return P.f()
%%%%
class P { P(int a) { }; P(String a) { } }
return new P()
%%%%
return 'x'.padLeft()
%%%%
return 'x'.replaceAll()
%%%%
return 'x'.substring()
%%%%
return Math.max()
%%%%
return 2.5.setScale([])
%%%%
return 5G.mod([])
%%%%
return 5G.mod()
%%%%
return 'x'.concat([])
%%%%
return 'x'.contains([])
%%%%
return 'x'.startsWith([])
%%%%
return 'x'.indexOf([])
%%%%
return 'x'.tr([])
%%%%
return [1].getAt()
%%%%
return "a$i".center([])
%%%%
return "a$i".plus()
%%%%
return 'a'.'plus'(*[])
%%%%
return 5.plus(*[])
%%%%
Exception e = []; return e
%%%%
RuntimeException e = ['a', new Exception('b')]; return [e, e.cause]
%%%%
return ((Exception) ['a'])
%%%%
return ((Date) [0L]).time
%%%%
Date e = [0]; return e.time
%%%%
StringBuilder e = ['a']; return e
%%%%
class P { def f(String a, int b) { a * b }; def g(int a) { a }; def g(String a) { a } }
return new P().f(['a', 2])
%%%%
class P { def f(String a, int b) { a * b }; def g(int a) { a }; def g(String a) { a } }
return new P().g([5])
%%%%
class P { def f(String a, int b) { a * b }; def g(int a) { a }; def g(String a) { a } }
return new P().g([])
%%%%
return area([5, 6])
%%%%
return (3.3f ?: (-2f * -2f))
%%%%
return (3.3f ?: (-2d * 1))
%%%%
return (3.3f ?: (-2f / 1_000))
%%%%
return (3 ?: (-2f - 1))
%%%%
double q = 4; return (3.3f ?: (q * -2d))
%%%%
return [-2d * 3, -2d <=> 2, (-2d <=> 2) + 1, (2d <=> 2) + 1]
%%%%
return (-0.0d).toBigDecimal()
%%%%
return (-0.0d) as BigDecimal
%%%%
return (BigDecimal) (-0.0d)
%%%%
BigDecimal q = -0.0d; return q
%%%%
return (-0.0f).toBigDecimal()
%%%%
return (-0.0d).toString() + (-0.0d).toBigInteger()
%%%%
return new BigDecimal('-0.0')
%%%%
return '-0.0'.toBigDecimal()
%%%%
return new BigDecimal(-0.0d)
%%%%
return BigDecimal.valueOf(-0.0d)
%%%%
return (int) (4294967296d as char)
%%%%
char q = 1e20d; return (int) q
%%%%
return m['true'].each { }.hashCode()
%%%%
return z.each { }.hashCode()
%%%%
return z.each { }.hashCode() - '2'
%%%%
return [a: 1].minus((Integer) null)
%%%%
return [a: 1].minus((null as Integer))
%%%%
return [a: 1].plus((Integer) null)
%%%%
return 'abc'.contains((Integer) null)
%%%%
return 'abc'.take((Integer) null)
%%%%
return [1].join((Integer) null)
%%%%
return [1].get((Integer) null)
%%%%
return 'abc'.concat((Integer) null)
%%%%
z*.foo = 3
%%%%
z*.foo = 3; return 1
%%%%
class P { def a } 
def q = [new P(), null]; q*.a = 4; return q*.a
%%%%
class P { def a } 
def q = [new P(), new P()]; q.a = 4; return q*.a
%%%%
m*.value = 3; return m
%%%%
return [-0.0d, -0d, -0.0f, -(0.0d), 0.0d * -1, -0.0d == 0.0d, -0.0]
%%%%
return [-0d, -0f]
%%%%
return d * [1, 2]
%%%%
return d * [1, 2, 3]
%%%%
return d * [1, 'a']
%%%%
return d * [1.5, 2.5]
%%%%
return d * [1.5d, 2.5]
%%%%
return d * [null, 2.5]
%%%%
return d * [null, null]
%%%%
return d * [2, null]
%%%%
return 1.5 * [2L, 3L]
%%%%
return 1.5 * [2G, 3G]
%%%%
return 1.5 * [2f, 3f]
%%%%
return 1.5 * [2, [3]]
%%%%
return [([1, 2] as Set).takeRight(1).class, ([1, 2] as Set).takeRight(0).class, ([1, 2] as Set).takeRight(2).class, ([1, 2] as Set).dropRight(1).class, ([1, 2] as Set).take(1).class, ([1, 2] as Set).drop(1).class]
%%%%
return [([1, 2] as Set).take(0).class, ([1, 2] as Set).take(5).class, ([1, 2] as Set).drop(0).class, ([1, 2] as Set).drop(5).class, ([1, 2] as Set).dropRight(0).class, ([1, 2] as Set).dropRight(5).class, ([] as Set).take(1).class, ([] as Set).takeRight(1).class, ([] as Set).dropRight(1).class]
%%%%
return [(1..3).takeRight(5).class, (1..3).takeRight(1).class, (1..3).take(5).class, (1..3).dropRight(0).class, (1..3).drop(0).class, [1].takeRight(2).class, ([1, 2] as LinkedList).takeRight(5).class, ([1, 2] as Stack).takeRight(5).class]
%%%%
return [([1, 2] as HashSet).takeRight(5).class, ([1, 2] as TreeSet).takeRight(5).class, ([1, 2] as TreeSet).takeRight(1).class, ([1, 2] as TreeSet).take(5).class]
%%%%
return [['b'].toSet(), [[a: 1]].toSet(), ['q', 'b', 'a'].toSet(), (1..3).toSet(), 'hello'.toSet(), [3, 1].toSet() + 2, [3, 1].toSet() + [7, 2], ([3, 1] as Set).toSet()]*.class
%%%%
return ([[a: 1]].toSet() + ['c', 'b', 'a'])
%%%%
return ([[a: 1]].toSet() + ['c', 'b', 'a']).class
%%%%
return ['c', 'b', 'a'].toSet() + ['z', 'y']
%%%%
return 'abc'.replaceFirst('x', (String) null)
%%%%
return 'abc'.replaceFirst('a', (String) null)
%%%%
return 'abc'.replaceAll('x', (String) null)
%%%%
return 'abc'.replaceAll('a', (String) null)
%%%%
return 'abc'.replaceFirst((String) null, 'x')
%%%%
return 'abc'.replaceAll((String) null, 'x')
%%%%
return 'abc'.replaceFirst(/[a]/, (z as String))
%%%%
return 'abc'.replaceAll(/[x]/, (z as String))
%%%%
return 2.5.setScale((Integer) null)
%%%%
return 'abc'.charAt((Integer) null)
%%%%
return 'abc'.substring((Integer) null)
%%%%
return 'abc'.substring(0, (Integer) null)
%%%%
def h = [1, 2] as HashSet; return [h + 3, h - 1, h * 2, h.take(1), h.drop(1), h.findAll { it > 1 }, h.collect { it }, h.sort(), h.unique(), h.intersect([1]), h.toSet(), h.takeRight(1), h.dropRight(1), h.tail(), h.init(), h.takeWhile { true }, h.dropWhile { it < 1 }, h.grep { it }, h.plus([1]), h.plus([1] as Set), h.flatten(), h.split { it > 1 }[0], h.findResults { it }, h.toSorted(), h.toList(), h.collate(1), h.groupBy { it }[1], h.collectMany { [it] }]*.class*.simpleName
%%%%
def h = [1, 2] as Set; return [h + 3, h - 1, h * 2, h.take(1), h.drop(1), h.findAll { it > 1 }, h.collect { it }, h.sort(), h.unique(), h.intersect([1]), h.toSet(), h.takeRight(1), h.dropRight(1), h.tail(), h.init(), h.takeWhile { true }, h.dropWhile { it < 1 }, h.grep { it }, h.plus([1]), h.plus([1] as Set), h.flatten(), h.split { it > 1 }[0], h.findResults { it }, h.toSorted(), h.toList(), h.collate(1), h.groupBy { it }[1], h.collectMany { [it] }]*.class*.simpleName
%%%%
def h = [1, 2] as LinkedList; return [h + 3, h - 1, h * 2, h.take(1), h.drop(1), h.findAll { it > 1 }, h.collect { it }, h.sort(), h.unique(), h.intersect([1]), h.toSet(), h.takeRight(1), h.dropRight(1), h.tail(), h.init(), h.takeWhile { true }, h.dropWhile { it < 1 }, h.grep { it }, h.plus([1]), h.plus([1] as Set), h.flatten(), h.split { it > 1 }[0], h.findResults { it }, h.toSorted(), h.toList(), h.collate(1), h.groupBy { it }[1], h.collectMany { [it] }]*.class*.simpleName
%%%%
def h = [1, 2] as Stack; return [h + 3, h - 1, h * 2, h.take(1), h.drop(1), h.findAll { it > 1 }, h.collect { it }, h.sort(), h.unique(), h.intersect([1]), h.toSet(), h.takeRight(1), h.dropRight(1), h.tail(), h.init(), h.takeWhile { true }, h.dropWhile { it < 1 }, h.grep { it }, h.plus([1]), h.plus([1] as Set), h.flatten(), h.split { it > 1 }[0], h.findResults { it }, h.toSorted(), h.toList(), h.collate(1), h.groupBy { it }[1], h.collectMany { [it] }]*.class*.simpleName
%%%%
def h = [1, 2].toSet(); return [h + 3, h - 1, h * 2, h.take(1), h.drop(1), h.findAll { it > 1 }, h.collect { it }, h.sort(), h.unique(), h.intersect([1]), h.toSet(), h.takeRight(1), h.dropRight(1), h.tail(), h.init()]*.class*.simpleName
%%%%
return (['a'] as Exception)
%%%%
return (1..0).sort()
%%%%
return (1..3).sort()
%%%%
return (1..1).sort()
%%%%
return (3..1).sort()
%%%%
return (1..<1).sort()
%%%%
return ('a'..'c').sort()
%%%%
return ('c'..'a').sort()
%%%%
return (1..3).sort { -it }
%%%%
return (1L..3L).sort()
%%%%
return (1..3).sort { a, c -> c <=> a }
%%%%
return 2G * [1]
%%%%
return 2G * [1L]
%%%%
return 2G % [1]
%%%%
return 2G.multiply([1])
%%%%
return 2G.mod([1])
%%%%
return 2G & [2]
%%%%
return 2G | [2]
%%%%
return 2.5 * [1]
%%%%
return 2.5 * [1f]
%%%%
return 2.5 * (1..1)
%%%%
return 2G * (1..1)
%%%%
return 0L['NaN']
%%%%
return ''.padLeft(2147483647)
%%%%
return ''.padRight(2147483647)
%%%%
switch (100.0) { case [k: 1].sort(): return 1; default: return 2 }
%%%%
switch (null) { case [k: 1].sort(): return 1; default: return 2 }
%%%%
return 5 in [k: 1].sort()
%%%%
return 5.NaN
%%%%
return 5.isNaN()
%%%%
return 5.infinite
%%%%
return 2.5.isNaN()
%%%%
return [2G ^ [2], 2G | [2G]]
%%%%
return 2G ^ [2]
%%%%
return 2.5 * [1L]
%%%%
return 'e'.toBigDecimal()
%%%%
return 'E'.toBigDecimal()
%%%%
return '-e'.toBigDecimal()
%%%%
return 'ee'.toBigDecimal()
%%%%
return '--'.toBigDecimal()
%%%%
return '5-'.toBigDecimal()
%%%%
return 'e' as BigDecimal
%%%%
return ['a', 'b'].join(null)
%%%%
return ['a', 'b'].toArray().join(null)
%%%%
return (['a', 'b'] as Set).join(null)
%%%%
return (1..3).join(null)
%%%%
return [1, 2].iterator().join(null)
%%%%
return ([1, 2] as int[]).join(null)
%%%%
return ['a', 'b'].join((String) null)
%%%%
return 5.add(1.5)
%%%%
return 5.add(1)
%%%%
return 5L.add(1)
%%%%
return 5.subtract(1)
%%%%
return 5d.add(1)
%%%%
return 5.divide(2)
%%%%
return 5G.divide(2)
%%%%
return 5G.divide(2G)
%%%%
return 5.remainder(2)
%%%%
return 5.pow(2)
%%%%
return 5.gcd(10)
%%%%
return 5.signum()
%%%%
return 5.bitCount()
%%%%
return 5.compareTo('a')
%%%%
return 5.negative()
%%%%
return 5.positive()
%%%%
return 5.longValueExact()
%%%%
return 5.intValueExact()
%%%%
return (3G.intdiv(0) & 1_000)
%%%%
return 3.intdiv(0G)
%%%%
return 3G.divide(0)
%%%%
return 3G.intdiv(0L)
%%%%
return [[a: 1]].collect (0..<0)
%%%%
return [1].size([])
%%%%
return 'x'.trim([])
%%%%
return 'x'.length([])
%%%%
return 'x'.reverse([])
%%%%
return [1].isEmpty([])
%%%%
return m.size([])
%%%%
return m.keySet([])
%%%%
return m.sort([])
%%%%
return 5.abs([])
%%%%
return 5.toString([])
%%%%
return 5.toInteger([])
%%%%
return 'x'.toInteger([])
%%%%
return (1..3).size([])
%%%%
return [1].max([])
%%%%
return [1].find([])
%%%%
return [1].any([])
%%%%
return [1].first([])
%%%%
return [1].flatten([])
%%%%
return [1].iterator([])
%%%%
return [1].toString([])
%%%%
return [1].hashCode([])
%%%%
return 'x'.hashCode([])
%%%%
return 'x'.getClass([])
%%%%
return 5.hashCode([])
%%%%
return 'x'.next([])
%%%%
return 5.next([])
%%%%
return 2.5.abs([])
%%%%
return 2.5.negate([])
%%%%
return 'x'.isNumber([])
%%%%
return 'x'.toList([])
%%%%
return true.asBoolean([])
%%%%
return "a$i".toString([])
%%%%
return "a$i".size([])
%%%%
return [1].inspect([])
%%%%
return [1].dump([]).size() > 3
%%%%
return 'x'.join('abc')
%%%%
return 'x'.join('-', 'a', 'b')
%%%%
return 'x'.join('-', ['a', 'b'])
%%%%
return "v${1}".join('abc')
%%%%
return "v${1}".join('-', 'a')
%%%%
return 'x'.join()
%%%%
return new Number('in')
%%%%
return new GString('in')
%%%%
return new List()
%%%%
return new Closure(1)
%%%%
return new Map()
%%%%
return new CharSequence('a')
%%%%
return new Range()
%%%%
return new Iterable()
%%%%
return new Comparable()
%%%%
return new Collection()
%%%%
return new Calendar()
%%%%
return new Set()
%%%%
return new Runnable()
%%%%
return xs.remove(3G)
%%%%
return [3, 1, 2].remove(1L)
%%%%
return ((char) "a${-> (i += xs.lastIndexOf(b))}")
%%%%
return { -> [1, 2.5, 3L] }().unique (-2f * 1.5f).dropWhile { it }
%%%%
return [3, 1].sort('a')
%%%%
return [3, 1].sort(5)
%%%%
return [3, 1].unique([])
%%%%
return [3, 1].sort([])
%%%%
return 'a,b,,c'.replaceFirst('-1.5', 'a')[(-2147483648).getClass().simpleName]
%%%%
class P { static int c = Math.round('äß€'.toFloat()) }
out << P.name << P.simpleName
return out
%%%%
return 'x'.Empty
%%%%
return [1].Empty
%%%%
return new Date(0).Time
%%%%
return ("$s-$i" * '-1.5'.collect { it }.join(['aXbXc', '42'][2]))
%%%%
def (p, q) = [1, 2.5, 3L].remove(0).add((10.00 / (-2147483648)))
out << p << q
return [xs, m, i, j, d, l, t]
%%%%
return ("${null}".negate())
%%%%
class P { static int c = Math.round('äß€'.toFloat()); P() { c++ } }
out << P.name << P.simpleName
return out
%%%%
class P { def a, n; def methodMissing(String name, args) { name + args.size() }; def propertyMissing(String name) { name * 2 }; String toString() { 'P' } }
out << new P(a: Integer.parseInt(''.padLeft(2147483647))).a
return out
%%%%
return 2.intdiv([1, 2, 3].subList(0, 2))
%%%%
return 2.intdiv([1, 2, 3])
%%%%
return 2.intdiv([1])
%%%%
return (3G % [3, 1, 2])
%%%%
return 3G.mod([3, 1, 2])
%%%%
return 3G.mod(3)
%%%%
return 1.5.round(null)
%%%%
return 2.power((3..1))
%%%%
return (3G & [1, 2, 3])
%%%%
return 5.compareTo([2,1,4])
%%%%
return 'abc'.compareTo(['a', 2])
%%%%
return 'abc'.compareTo('b', 'c')
%%%%
return 'abc'.concat(['a', 2])
%%%%
return [null].sort { -it }
%%%%
return [1, 'a', null].sort { it.value }
%%%%
return (1..3).sort { it.value }
%%%%
return [1,2].asImmutable().sort { it.value }
%%%%
return ['x'].withIndex()[0].sort { it.value }
%%%%
return ([1, null] as Object[]).sort { it.size() }
%%%%
return (['b','a'] as String[]).sort { it.size() }
%%%%
return [3,1,2].max { -> 7 }
%%%%
return [3,1,2].unique { -> 7 }
%%%%
return [3,1,2].sort { -> 7 }
%%%%
return [1,2].toSet().toUnique()
%%%%
return [a: 1].keySet().toUnique()
%%%%
return [b:1, a:2].sort().toSorted()
%%%%
return [null].max { it.value }
%%%%
return [3, 1, 2].groupBy(1..3)
%%%%
return [3, 1, 2].groupBy([])
%%%%
return [3, 1, 2].groupBy('a')
%%%%
return (2 <=> (['a'] as String[]))
%%%%
def n=[]; def r = [3,1,2,5,4].sort { n << it; -it }; return [n, r]
%%%%
def n=[]; def r = [3,1,2,5,4,1,9,7].sort { a, b -> n << [a,b]; a <=> b }; return [n, r]
%%%%
return [a: 3, b: 1].sort { it.zz }
%%%%
return [a: 3].sort { it.zz }
%%%%
return [3, 1].toSorted { it.zz }
%%%%
return [3].toSorted { it.zz }
%%%%
return [null, 3].min { it }
%%%%
return [3, null].max { a, b -> a <=> b }
%%%%
return [3, null, 5].max { a, b -> b <=> a }
%%%%
return 2 ** 12345678901234567890G
%%%%
return 2 ** 4294967299G
%%%%
return 2.power(4294967299G)
%%%%
return 2 ** 3G
%%%%
return 3L ** 3G
%%%%
return 3L ** 2L
%%%%
return 3G ** 3G
%%%%
return 3G ** -1G
%%%%
return 3G ** -1L
%%%%
return 3G ** -1
%%%%
return 3G ** 1.5
%%%%
return 3G ** 2L
%%%%
return 1.5 ** 2G
%%%%
return 1.5 ** 2L
%%%%
return 0G ** -1G
%%%%
return 3G ** 4294967299G
%%%%
return 2G ** 0.5d
%%%%
return 2 ** 3L
%%%%
return (3G & (1..3))
%%%%
return ('c' as char) + 'a'
%%%%
return [1,2][('c' as char)]
%%%%
return 'abc'[('c' as char)]
%%%%
return [a: 1].putAll([])
%%%%
return [a: 1].putAll([b:2].entrySet())
%%%%
return Math.round(1.5)
%%%%
return Math.round(3G)
%%%%
return Math.round(3L)
%%%%
return Math.round(3)
%%%%
return [([1, 2, 3].subList(0, 2)): 'a'][[1,2]]
%%%%
return ([1, 2, 3].subList(0, 2) in [[1,2]])
%%%%
return (['a', [1, 2, 3].subList(0, 2)] as Set)
%%%%
return 1.5.round([null])
%%%%
return 1.5.round([])
%%%%
return 1.5.max([])
%%%%
return 1.5 * ([1, 2] as int[])
%%%%
return 2 ** ([1, 2] as int[])
%%%%
return 2.intdiv(null)
%%%%
return 2.intdiv([null])
%%%%
return ([1, 2] as int[]).toSet()
%%%%
return ([1, 2] as Object[]).toSet()
%%%%
return 5.subtract(2)
%%%%
return 5.add(2)
%%%%
return 5.negate()
%%%%
return ('c' as char).isEmpty()
%%%%
return ([1] as Set).transpose()
%%%%
return 'abc'.chars.contains('a')
%%%%
return 'abc'.chars.inspect()
%%%%
return 'abc'.chars.sum()
%%%%
return 'abc'.chars.count { it }
%%%%
return 'abc'.chars.toList()
%%%%
return 'abc'.chars.a
%%%%
return ([1,2] as int[])[(1..3)]
%%%%
return ['x'].withIndex()[0][(1..3)]
%%%%
return [a: 1].values().asImmutable()
%%%%
return ['x'].withIndex()[0].asImmutable()
%%%%
return ['x'].withIndex()[0].subList(1, 1)
%%%%
return [1, 2].asImmutable().subList(1, 1)
%%%%
return (["v${1}"] as Object[])[0]
%%%%
return "v${1}" as Object
%%%%
return (["v${1}", 2] as Object[])
%%%%
return ["v${1}", 2] as Object[]
%%%%
return (["v${1}"] as List)[0]
%%%%
return (["v${1}"] as Set)[0]
%%%%
return ("v${1}" as CharSequence)
%%%%
return (3..1).dropRight(1)
%%%%
return (3..1).takeRight(1)
%%%%
return (3..1).takeRight(2)
%%%%
return (3..1).subList(0, 2)
%%%%
return (3..1).init()
%%%%
return (4..1).subList(1, 3)
%%%%
return (3..1).tail()
%%%%
return ('d'..'a').takeRight(1)
%%%%
return (String in String)
%%%%
return (String in CharSequence)
%%%%
return Number.isCase(Integer)
%%%%
return ([:] as BigInteger)
%%%%
return ({it} as BigDecimal)
%%%%
return ([a:1] as BigDecimal)
%%%%
return [a:1] as Number
%%%%
return (3..1).swap(0, 1)
%%%%
return (0..<0).swap(0, 1)
%%%%
return (0..<0).remove(1)
%%%%
return (0..<0).remove('a')
%%%%
return (1..3).remove('a')
%%%%
return (1..3).remove(3L)
%%%%
return ['x'].withIndex()[0].remove('a')
%%%%
return ['x'].withIndex()[0].remove('x')
%%%%
return (0..<0).pop()
%%%%
return (1..3).pop()
%%%%
return ['x'].withIndex()[0].swap(0, 1)
%%%%
return [1,2].asImmutable().swap(0, 1)
%%%%
return ['abc'.chars, 'a'].find()
%%%%
return [(['a', 'b'] as String[]), 'a'].find()
%%%%
return [(['a', 'b'] as String[]), 'a'].findAll()
%%%%
return [(['a', 'b'] as String[]), 'a'].grep()
%%%%
return [(['a', 'b'] as String[]), 'a'].any()
%%%%
return [(['a', 'b'] as String[]), 'a'].findAll { it }
%%%%
return [(['a', 'b'] as String[]), 'a'].collect { it }
%%%%
return [(['a', 'b'] as String[]), 'a'].collect { x, y -> x }
%%%%
return ('a' in { -> 7 })
%%%%
return [3].grep({ -> 7 })
%%%%
return { -> 7 }.isCase(3)
%%%%
return ([b: 1, a: 2].sort() + [z: 1]).getClass()
%%%%
return [b: 1, a: 2].sort().asImmutable()
%%%%
return [b: 1, a: 2].sort().collectEntries { [it, 1] }
%%%%
return [b: 1, a: 2].sort().remove(1)
%%%%
return [b: 1, a: 2].sort().subMap([1])
%%%%
return [b: 1, a: 2].sort().subMap(['a', 'q'])
%%%%
return [a: 1].subMap(['a', 'q'])
%%%%
return [(['a', 'b'] as Object[]), 'a'].collect { x, y -> x }
%%%%
return [(['a', 'b'] as Object[])].each { x, y -> x }
%%%%
def c = { x, y -> x }; return c(['a', 'b'] as Object[])
%%%%
def c = { x, y -> x }; return c(['a', 'b'] as String[])
%%%%
def c = { x, y -> x }; return c.call(['a', 'b'] as String[])
%%%%
def c = { x -> x }; return c.call(['a', 'b'] as String[])
%%%%
def c = { x -> x }; return c(['a', 'b'] as Object[])
%%%%
def c = { x -> x }; return c.call(['a', 'b'] as Object[])
%%%%
return [(['a', 'b'] as Object[])].any { it }
%%%%
return [(['a', 'b'] as Object[])].every { it }
%%%%
return [(['a', 'b'] as Object[])].every { x, y -> x }
%%%%
return [(['a', 'b'] as Object[])].findAll { x, y -> x }
%%%%
return [(['a', 'b'] as String[])].findAll { x, y -> x }
%%%%
return [(['a', 'b'] as int[])].findAll { x, y -> x }
%%%%
return [['a', 'b'] as int[]]
%%%%
return [[1, 2]].findAll { x, y -> x }
%%%%
return [[1, 2] as int[]].findAll { x, y -> x }
%%%%
return [[1, 2] as int[]].collect { x, y -> x }
%%%%
return [[1, 2] as Set].collect { x, y -> x }
%%%%
return [[1, 2] as Object[]].collectEntries { x, y -> [x, y] }
%%%%
return [[1, 2] as Object[]].groupBy { x, y -> x }
%%%%
return [(1..2)].collect { x, y -> y }
%%%%
return [[1,2] as int[]].inspect()
%%%%
return ['x'].withIndex().collect { x, y -> y }
%%%%
return false & null
%%%%
return false | null
%%%%
return true ^ null
%%%%
def b = false; return b & null
%%%%
return 'abc'[[2,1] as Object[]]
%%%%
return 'abc'[[2,1] as int[]]
%%%%
return 'abc'[['a'] as String[]]
%%%%
return String.valueOf((Object) null)
%%%%
return 5 + (Number) 3
%%%%
return [3,1].sort({ a, b -> a <=> b } as Comparator)
%%%%
return 3G.gcd(6G)
%%%%
return 3G.pow(2)
%%%%
return 1.5.pow(2)
%%%%
return 3G.toString(2)
%%%%
int n = 5; def c = { n = it }; c('a'); return n
%%%%
int n = 5; def c = { n = it }; c(null); return n
%%%%
int n = 5; def c = { n = it }; c(2.7); return n
%%%%
int n = 5; n = null; return n
%%%%
class P { static x = 1 / 0 }
return new P()
%%%%
class P { static x = 1 / 0 }
try { new P() } catch (Throwable e) { return e.class.name + e.message }
%%%%
class P { static x = null.foo() }
def z = null
return new P(z)
%%%%
class P { static x = null.foo() }
return P.x
%%%%
class P { static x = null.foo() }
try { new P() } catch (Throwable t) {}
return P.x
%%%%
return [3,1,2].plus(0, { x -> x })
%%%%
return [3,1,2].plus(0, { -> 7 })
%%%%
return [3,1,2].disjoint { it }
%%%%
return [3,1,2].intersect { -> [1] }
%%%%
return [3,1,2] + { it }
%%%%
return [3,1,2].plus({ it }).size()
%%%%
return [3,1,2] - { it }
%%%%
return [3,1,2].containsAll({ it })
%%%%
for (e in [[1], [2]].any { it }.min { it }) { }
return 1
%%%%
return [[1]].any { it }.min { it.foo }
%%%%
int n = 5; def c = { n }; n = null; return n
%%%%
int n = 5; def c = { n }; n = 'a'; return n
%%%%
int n = 5; def c = { n }; n = 'abc'; return n
%%%%
int n = 5; def c = { n = 'abc' }; c(); return n
%%%%
int n = 5; def c = { n = [] }; c(); return n
%%%%
int n = 5; def c = { n = { it } }; c(); return n
%%%%
int n = 5; n = { it }; return n
%%%%
int n = 5; def c = { n += null }; c(); return n
%%%%
int n = 5; def c = { n -= 1.5 }; c(); return n
%%%%
int n = 5; def c = { n++ }; c(); return n
%%%%
long n = 5; def c = { n = null }; c(); return n
%%%%
long n = 5; def c = { n = 'abc' }; c(); return n
%%%%
long n = 5; def c = { n += 2.5 }; c(); return n
%%%%
long n = 5; def c = { n += [] }; c(); return n
%%%%
long n = 5; def c = { n += 'a' }; c(); return n
%%%%
long n = 5; n += 'a'; return n
%%%%
long n = 5; n += 'ab'; return n
%%%%
boolean n = true; def c = { n = null }; c(); return n
%%%%
char n = 'a'; def c = { n = null }; c(); return n
%%%%
char n = 'a'; n = null; return n
%%%%
double n = 1; def c = { n = null }; c(); return n
%%%%
int n; def c = { n }; return c()
%%%%
int n; def c = { n = 3 }; return n
%%%%
int n = null; def c = { n }; return c()
%%%%
int n = 'abc'; def c = { n }; return c()
%%%%
def c = { int x = null; def d = { x }; d() }; return c()
%%%%
int n = 5; [1].each { n = null }; n++; return n
%%%%
int n = 5; def c = { -> n = null; n++; n }; return c()
%%%%
for (int n = 0; n < 2; n++) { [1].each { n = null } }; return 1
%%%%
class P { static int c = [].foo }
out = []
out << new P(1)
%%%%
class P { static int c = [1].foo }
return new P(1)
%%%%
class P { static int c = [1].foo }
return new P(a: 1)
%%%%
class P { static int c = [1].foo }
return [new P()]
%%%%
class P { static int c = [1].foo }
return P.name
%%%%
class P { static int c = [1].foo }
return new P() as String
%%%%
class P { static int c = [1].foo; def a }
def z = null
return new P(z)
%%%%
class P { static int c = 1; def a }
def z = null
return new P(z)
%%%%
class P { static int c = 1; def a }
return new P(1)
%%%%
class P { static int c = 1; def a }
return new P([1])
%%%%
class P { static int c = 1; def a }
return new P([])
%%%%
class P { static int c = 1; def a }
return new P(null).a
%%%%
class P { static int c = 1; P() { c++ } }
def z = null
return new P(z).c
%%%%
class P { static int c = 1; P() { c++ } }
return new P(null).c
%%%%
class P { static int c = 1; P() { c++ } }
return new P([:]).c
%%%%
class P { def a; static int c = null }
return P.c
%%%%
def z = null; int n = z; def c = { n }; return c()
%%%%
def z = null; int n = z; return n
%%%%
def (int a, String b) = [null, 's']; def c = { a }; return c()
%%%%
def (int a, String b) = ['xyz', 's']; def c = { a }; return c()
%%%%
def (int a, String b) = [null, 's']; return a
%%%%
def f(int x) { [1].each { x = null }; x }
return f(3)
%%%%
def f(int x) { [1].each { x = 'ab' }; x }
return f(3)
%%%%
def c = { int x -> [1].each { x = 'ab' }; x }
return c(3)
%%%%
for (int x in [1, null]) { [1].each { x } }
return 1
%%%%
for (int x in [1, 'abc']) { [1].each { x } }
return 1
%%%%
for (int x in [1, null]) { x }
return 1
%%%%
boolean x = null; def c = { x }; return c()
%%%%
char x = null; def c = { x }; return c()
%%%%
int n = 5; def c = { n }; n -= null; return n
%%%%
int n = 5; def c = { n }; n = 5G; return n
%%%%
int n = 5; def c = { n }; n = 2.7; return n
%%%%
int n = 5; def c = { n }; n = 'x' as char; return n
%%%%
int n = 5; def c = { n }; (n, n) = [1, null]; return n
%%%%
def c = { p, int q = null -> [1].each { q }; q }; return c(1)
%%%%
return [b: 1, a: 2].sort().collectEntries { k, v -> [(v): k] }
%%%%
return [b: 1, a: 2].sort().collectEntries { k, v -> [(v): k, z: 1] }
%%%%
return 'abc'.indexOf(3G)
%%%%
return 'abc'.indexOf(-3)
%%%%
return 'abc'.lastIndexOf(98)
%%%%
return 'abc'.padLeft(Double.NaN)
%%%%
return 'abc'.padLeft(12345678901234567890G)
%%%%
return 'abc'.compareTo([1])
%%%%
return 'abc'.compareTo("a${1}")
%%%%
return (1..[a: 1].find())
%%%%
return ([a: 1].find()..1)
%%%%
return Integer.valueOf([null])
%%%%
return [3, 1, 2].join(0..<0)
%%%%
return [3, 1, 2].join([])
%%%%
return 1.5.max()
%%%%
return 3G.min()
%%%%
return 'abc'.concat()
%%%%
return 'abc'.contains()
%%%%
return [3].intersect()
%%%%
return [3].disjoint()
%%%%
return [3].disjoint({ it })
%%%%
return [3].plus(0, { -> 7 })
%%%%
return [3].intersect({ -> 7 })
%%%%
return [1: 'one'].sort().reverse()
%%%%
return ['a': 'one'].sort().reverse()
%%%%
return ((['a', 'b'] as String[]) as Object[])
%%%%
return true.toBoolean()
%%%%
return true.and(null)
%%%%
return false.and(null)
%%%%
return 2.5d.round(3G)
%%%%
return [3, null].disjoint(null)
%%%%
return [3, null].intersect(null)
%%%%
return 'abc'.tokenize([])
%%%%
return [1, 2].drop()
%%%%
return [1, 2].take([])
%%%%
return [1, 2].each()
%%%%
return [1, 2].indexOf()
%%%%
return [null].indexOf()
%%%%
return [1, null].contains()
%%%%
return [a: 1].get()
%%%%
return [a: 1].containsKey()
%%%%
return [a: 1].containsValue([])
%%%%
return 5.is()
%%%%
return 5.equals()
%%%%
return 5.compareTo()
%%%%
return [1].collect()
%%%%
return [1].push()
%%%%
return [1].add()
%%%%
return [1].remove()
%%%%
return 'a'.equalsIgnoreCase()
%%%%
return 'a'.matches()
%%%%
return [a: 1].putAll()
%%%%
return [a: 1].plus()
%%%%
return Math.max(1, (Integer) null)
%%%%
return String.valueOf((Integer) null)
%%%%
return Integer.toString((Integer) null)
%%%%
return String.valueOf((String) null)
%%%%
return Math.abs((Integer) 5)
%%%%
return [3G.shiftLeft(2), 3G.shiftLeft(-1), -3G.shiftRight(1), 3G.shiftRight(-2)]
%%%%
return [3G.testBit(1), -3G.testBit(40), 3G.setBit(4), 3G.clearBit(0), 3G.flipBit(1)]
%%%%
return 3G.testBit(-1)
%%%%
return [3G.bitLength(), -4G.bitLength(), 0G.bitLength(), 12G.lowestSetBit, 0G.lowestSetBit, 12G.getLowestSetBit()]
%%%%
return [3G.modPow(2G, 5G), 3G.modInverse(7G), -3G.mod(5G), 12G.andNot(4G), 12G.not()]
%%%%
return 3G.modPow(2G, 0G)
%%%%
return 2G.modInverse(4G)
%%%%
return 10G.divideAndRemainder(3G)
%%%%
return -10G.divideAndRemainder(3G)
%%%%
return 10.5.divideAndRemainder(3.0)
%%%%
return 10G.remainder(3G)
%%%%
return -10G.remainder(3G)
%%%%
return 10G.remainder(0G)
%%%%
return [1.5.remainder(1.0), -7.25.remainder(2.5), 100.remainder(7) ]
%%%%
return [1.5.remainder(1.0), -7.25.remainder(2.5), 1e3.remainder(7.0), 7.00.remainder(2.0)]
%%%%
return 1.5.remainder(0.0)
%%%%
return [1.5.unscaledValue(), -2.25.unscaledValue(), 1e3.unscaledValue(), 1.5.ulp(), 1e3.ulp()]
%%%%
return [1.5.movePointLeft(1), 1.5.movePointRight(2), 1.5.movePointLeft(-2), 150.0.movePointLeft(3), 1e3.movePointRight(1), 1.5.movePointLeft(0), 1e3.movePointLeft(0), 1e3.movePointLeft(1)]
%%%%
return [1.5.scaleByPowerOfTen(2), 1e3.scaleByPowerOfTen(-5)]
%%%%
return [1.50.toEngineeringString(), 1e10.toEngineeringString(), 1.5e-9.toEngineeringString(), 123e7.toEngineeringString()]
%%%%
return 3.shiftLeft(1)
%%%%
return 1.5.testBit(1)
%%%%
return 5.remainder(2)
%%%%
return '1..3'.toFloat()
%%%%
return '1.2.3'.toDouble()
%%%%
return '.'.toDouble()
%%%%
return '..'.toDouble()
%%%%
return '1.5df'.toDouble()
%%%%
return '1.5d'.toDouble()
%%%%
return ' 1e3f '.toDouble()
%%%%
return '+NaN'.toDouble()
%%%%
return '-Infinity'.toDouble()
%%%%
return 'infinity'.toDouble()
%%%%
return '1_0'.toDouble()
%%%%
return '1e'.toDouble()
%%%%
return ''.toDouble()
%%%%
return 'x1.2.3'.toDouble()
%%%%
return '1x.2.3'.toDouble()
%%%%
return '-1.5.'.toFloat()
%%%%
return '1.5.2' as double
%%%%
return '1.5.2'.toBigDecimal()
%%%%
return '1..5' as float
%%%%
return Double.parseDouble('1..5')
%%%%
return '1..5'.isNumber()
%%%%
return '1..5'.isDouble()
%%%%
return '5.'.toDouble()
%%%%
class P { private a = "a${-> j}"; def n; def getA() { 'got' + a } }
return new P().properties.keySet().sort()
%%%%
class P { def n = 1; def getA() { throw new Exception('x') } }
return new P().properties.size()
%%%%
return (1..3).inspect().eachLine { it }.toFloat()
%%%%
return [b: 'x', a: null].values()[(0..<0)]
%%%%
return [b: 'x', a: null].keySet()[[]]
%%%%
return [b: 'x'].entrySet()[[]]
%%%%
return ([1] as Set)[[]]
%%%%
return [1].toSet()[[]]
%%%%
return [b: 1].sort().keySet()[[]]
%%%%
return [b: 1].sort()[[]]
%%%%
return [b: 1].asImmutable()[[]]
%%%%
return [1].asImmutable()[[]]
%%%%
return [1].asImmutable().remove([])
%%%%
return [1].asImmutable().plus([])
%%%%
return ['x'].withIndex()[0].find([])
%%%%
return [b: 1].values().find([])
%%%%
return [b: 1].values().sum([])
%%%%
return [b: 1].keySet().sort([])
%%%%
return [1, 2].subList(0, 1).take([])
%%%%
return (0..<0).drop([])
%%%%
return ([1] as int[]).swap([])
%%%%
return ([1] as Object[]).take([])
%%%%
return ([1] as Object[])[[]]
%%%%
return ([1] as int[])[[]]
%%%%
return [b: 1].keySet().count([])
%%%%
return [b: 1].keySet().each([])
%%%%
return [b: 1].keySet().collate([])
%%%%
return ((Number) "${6}")
%%%%
return ((Number) "${66}")
%%%%
return ((Integer) "${66}")
%%%%
return ((int) "${6}")
%%%%
return ((BigDecimal) "${66}")
%%%%
return ((Number) 'a')
%%%%
return ((Number) ('a' as char))
%%%%
Number n = "${6}"; return n
%%%%
Number n = "${66}"; return n
%%%%
return ("${6}" as Number)
%%%%
try { -('a') } catch (e) { return e.class.simpleName }
%%%%
try { return -1.toString() } catch (e) { return e.class.simpleName }
%%%%
def ident(x) { x }
try { ident(-1.toString()) } catch (e) { return e.class.simpleName }
%%%%
def ident(x) { x }
try { ident('a'.foo()) } catch (e) { return e.class.simpleName }
%%%%
try { +'a' } catch (e) { return e.class.simpleName }
%%%%
try { ~[a:1] } catch (e) { return e.class.simpleName }
%%%%
try { -[a:1] } catch (e) { return e.class.simpleName }
%%%%
return -'a'
%%%%
def s = 'a'; try { return -s } catch (Exception e) { return e.class.name }
%%%%
try { return [-'a'] } catch (e) { return e.class.simpleName }
%%%%
try { [1].each { -'a' } } catch (e) { return e.class.simpleName }
%%%%
def f() { -'a' }
try { f() } catch (e) { return e.class.simpleName }
%%%%
try { 'a' - [1].foo() } catch (e) { return e.class.simpleName }
%%%%
try { 5 % 'a' } catch (e) { return e.class.simpleName }
%%%%
try { def s = 'a'; s++; s-- ; [1]++ } catch (e) { return e.class.simpleName }
%%%%
try { def s = [a: 1]; s++ } catch (e) { return e.class.simpleName }
%%%%
try { return -null } catch (e) { return e.class.simpleName }
%%%%
try { return -"a${1}" } catch (e) { return e.class.simpleName }
%%%%
try { return -true } catch (e) { return e.class.simpleName }
%%%%
try { return ~true } catch (e) { return e.class.simpleName }
%%%%
try { return (true) << 1 } catch (e) { return e.class.simpleName }
%%%%
try { return [1][true] } catch (e) { return e.class.simpleName }
%%%%
try { [1][true] = 1 } catch (e) { return e.class.simpleName }
%%%%
try { [-'a', 1] ; return 2 } catch (e) { return e.class.simpleName }
%%%%
try { [1, 2]*.foo() } catch (e) { return e.class.simpleName }
%%%%
try { [1, 2]*.negate() } catch (e) { return e.class.simpleName }
%%%%
try { ['a'].collect { -it } } catch (e) { return e.class.simpleName }
%%%%
try { -['a'] } catch (e) { return e.class.simpleName }
%%%%
try { -'a' } catch (MissingMethodException e) { return e.message }
%%%%
try { -'a' } catch (e) { return e instanceof MissingMethodException }
%%%%
def c = { -'a' }; try { c() } catch (e) { return e.class.simpleName }
%%%%
try { -'a' } catch (e) { throw e }
%%%%
class A { static def x() { -'a' } }
try { A.x() } catch (e) { return e.class.simpleName }
%%%%
class A { def x() { -'a' } }
try { new A().x() } catch (e) { return e.class.simpleName }
%%%%
return [*[1, 2].subList(3, 1), (-7L * [a: 1])]
%%%%
def out = []; def f = { out << it; [it] }; return [[*f(1), f(2), *f(3), f(4)], out]
%%%%
def out = []; def f = { out << it; [it] }; def g(Object... x) { x as List }; return [g(*f(1), f(2), *f(3), f(4)), out]
%%%%
long v = [*: [k: 1].collectEntries { k, v -> [(v): k] }]; return v
%%%%
int v = 1; def c = { x -> v = x }; c(null); return v
%%%%
long v = [k: 1].collect { k, v -> v }; return v
%%%%
return ([a: 1] == [1].toArray())
%%%%
return ([a: 1] == ([] as Object[]))
%%%%
return ([a: 1] == ([1, 'a'] as Object[]))
%%%%
return [a: 1].equals(([1, 'a'] as Object[]))
%%%%
return ([a: 1].keySet() == ([['a'] as Set] as Object[]))
%%%%
return 'abc'.chars.toList().collect { it.collect { it + 1 } }
%%%%
return 'abc'.chars.toList()[0]*.key
%%%%
return 'abc'.chars.toList()[0]*.size()
%%%%
return 'abc'.chars.toList()[0].find { it > 1 }
%%%%
return 'abc'.chars.toList()[0].inject { a, c -> c }
%%%%
return 'abc'.chars.toList()[0].chars
%%%%
return 'abc'.chars.toList().chars.toList()
%%%%
return 'abc'.chars.toList()*.toUpperCase()
%%%%
return 'abc'.chars.toList()*.previous()
%%%%
return ('abc'.chars.toList()[0] <= "${i}")
%%%%
return ('abc'.chars.toList()[0] == "${'a'}")
%%%%
xs[[null]] = 7; return xs
%%%%
xs[(0..<0)] = 7; return xs
%%%%
xs[(2..1)] = 7; return xs
%%%%
xs[(1..5)] = [7, 8]; return xs
%%%%
xs[('a'..'b')] = 7; return xs
%%%%
xs[[1, 'a', null]] = 7; return xs
%%%%
m[((String) null)] = 7; return m
%%%%
return { it }.get(7)
%%%%
return area([])
%%%%
return area((0..<0))
%%%%
return area()
%%%%
out << ({ it * 2 } >> [null])(1); return out
%%%%
return 1.5.max([1])
%%%%
return 1.5.max([2.5d])
%%%%
return (1 + [1].collect { "<$it>" })
%%%%
return 'a'.indexOf([2G])
%%%%
return 'a'.lastIndexOf(["v${1}"])
%%%%
return 'abc'.codePointAt([2G])
%%%%
return 'a'.compareTo(([] as Set))
%%%%
return (3G * [true])
%%%%
return 3G.mod([true])
%%%%
return (3G & [true])
%%%%
return ([a: 1].values() * -7L)
%%%%
return (1 ** Double.NaN)
%%%%
return (-1 ** Double.NaN)
%%%%
return 7.power(2147483647)
%%%%
return (123456789012345678901234567890G ** 2147483647)
%%%%
return (1.5 ** 2147483647)
%%%%
return [1: 'one', 2: 'two'].sort().getOrDefault('q', 7)
%%%%
return [1: 'one', 2: 'two'].sort().getOrDefault('q', '-1.5'.toBoolean()).sort { a, c -> c.key <=> a.key }
%%%%
return ([1: 'one', 2: 'two'].sort() + [a: 1])
%%%%
return ([1: 'one', 2: 'two'].sort() << [z: 7])
%%%%
return [1: 'one', 2: 'two'].sort().putAll([a: 1])
%%%%
return [1: 'one', 2: 'two'].sort().put('n', 7)
%%%%
return [1: 'one', 2: 'two'].sort().nothing
%%%%
return [1: 'one', 2: 'two'].sort().a?.b
%%%%
return [:].sort()[(0..<3)]
%%%%
return [:].sort()[null]
%%%%
return [:].sort().put(null, 1)
%%%%
return [b: 'x', a: null].sort().collectEntries { k, v -> [(v): k] }
%%%%
return [(null): 1].sort()
%%%%
return [(null): 1, a: 2].sort()
%%%%
return [a: 2, (null): 1].sort()
%%%%
return [a: 1].withDefault { 5 }.asImmutable().k?.size()
%%%%
return [a: 1].withDefault { 5 }.asImmutable().getOrDefault('q', 7)
%%%%
return ([b: 1, a: 2].sort().keySet() + [1])
%%%%
return ([b: 1, a: 2].sort().keySet() + 'c')
%%%%
return ([b: 1, a: 2].sort().keySet() + [a: 1])
%%%%
return ([b: 1, a: 2].sort().keySet() - 'a')
%%%%
return [b: 1, a: 2].sort().keySet().take(1)
%%%%
return [b: 1, a: 2].sort().keySet().findAll { it > 'a' }
%%%%
return [b: 1, a: 2].sort().keySet().sort()
%%%%
return [b: 1, a: 2].sort().keySet().sort().reverse()
%%%%
return [b: 1, a: 2].sort().keySet().toSorted()
%%%%
return [b: 1, a: 2].sort().keySet().toUnique()
%%%%
return [b: 1, a: 2].sort().keySet().asImmutable()
%%%%
return [b: 1, a: 2].sort().keySet().intersect(['a'])
%%%%
return [1].intersect([b: 1, a: 2].sort().keySet())
%%%%
return [b: 1, a: 2].sort().keySet().remove(1)
%%%%
return (7 in [b: 1, a: 2].sort().keySet())
%%%%
return [1].grep([b: 1, a: 2].sort().keySet())
%%%%
return ([1, 'a'] as Set).asImmutable().unique()
%%%%
return (((1..0) as List) * ([Integer.valueOf('42'.multiply(3))] as Object[])[0])
%%%%
return [1: 'one', 2: 'two'].each { }.values().hashCode()
%%%%
return (1 % 'abc'.chars.toList())
%%%%
return (1 << 'abc'.chars.toList()[0])
%%%%
return (7 & 'abc'.chars.toList()[0])
%%%%
return (1L ^ 'abc'.chars.toList()[0])
%%%%
i <<= 'abc'.chars.toList()[0]; return i
%%%%
return (('a' as char) << 7)
%%%%
return (('a' as char) % 7)
%%%%
return (5 & ('a' as char))
%%%%
return (1.5d % ('a' as char))
%%%%
return (1 ** [1.5, 2.5f])
%%%%
return (3G ** [1.5, 2.5f])
%%%%
return 'abc'.chars.toList()[0].compareTo('a')
%%%%
return (['a', null].groupBy { it } as BigInteger)
%%%%
return 7[[1].collect { "<$it>" }]
%%%%
def g = { a, c -> a <=> c }; return g.curry(([1, 'a'] as Object[]))(1)
%%%%
return 'abc'[[[null].toArray(), 1]]
%%%%
return [1, 2][[[null].toArray(), 1]]
%%%%
return ([[a: 1]] as NumberFormatException)
%%%%
return ([[:]] as NumberFormatException)
%%%%
return ([:].sort() as Exception)
%%%%
return ("v${1}" as Exception)
%%%%
return ([null] as Exception)
%%%%
return ([null] as NumberFormatException)
%%%%
return ((0..<0) as Exception)
%%%%
return ([1] as IndexOutOfBoundsException)
%%%%
return ([a: 1] as MissingMethodException)
%%%%
return ({ it } as MissingPropertyException)
%%%%
return ([1, 'a', null] as AssertionError)
%%%%
return ([1] as AssertionError)
%%%%
AssertionError v = [null]; return v
%%%%
AssertionError v = [a: 1]; return v
%%%%
RuntimeException v = [a: 1]; return v
%%%%
RuntimeException v = [null]; return v
%%%%
RuntimeException v = (0..<0); return v
%%%%
return ((Exception) [a: 1])
%%%%
return (7 instanceof int)
%%%%
try { return 7 instanceof char } catch (Throwable e) { return e.toString() }
%%%%
return (7 as Double.NaN)
%%%%
Double.MAX_VALUE v = 7; return v
%%%%
try { out << 7 } catch (Double.NaN e) { out << 1 }; return out
%%%%
try { out << 7 } catch (String e) { out << 1 }; return out
%%%%
try { out << 7 } catch (List e) { out << 1 }; return out
%%%%
try { out << 7 } catch (Object e) { out << 1 }; return out
%%%%
try { out << 7 } catch (int[] e) { out << 1 }; return out
%%%%
try { throw new Character('x') } catch (RuntimeException e) { return e.message }
%%%%
return [k: [1, 2], m: [z: 1]].collect { it.key }.withDefault { 5 }.asImmutable()
%%%%
class P { def a, n; def methodMissing(String name, args) { name + args.size() }; def propertyMissing(String name) { name * 2 }; String toString() { 'P' } }
return new P()[[]]
%%%%
class P { def a, n; def methodMissing(String name, args) { name + args.size() }; def propertyMissing(String name) { name * 2 }; String toString() { 'P' } }
return new P()[(0..<0)]
%%%%
class P { def a, n; def methodMissing(String name, args) { name + args.size() }; def propertyMissing(String name) { name * 2 }; String toString() { 'P' } }
return new P()[['a']]
%%%%
class P { def a, n; def methodMissing(String name, args) { name + args.size() }; def propertyMissing(String name) { name * 2 }; String toString() { 'P' } }
return new P()[[null]]
%%%%
class P { def a, n; def methodMissing(String name, args) { name + args.size() }; def propertyMissing(String name) { name * 2 }; String toString() { 'P' } }
return new P()[[1]]
%%%%
class P { def a, n; def methodMissing(String name, args) { name + args.size() }; def propertyMissing(String name) { name * 2 }; String toString() { 'P' } }
return new P()[['zz']]
%%%%
class P { def a, n; def methodMissing(String name, args) { name + args.size() }; def propertyMissing(String name) { name * 2 }; String toString() { 'P' } }
return new P()[["v${1}"]]
%%%%
return String.format('%.2f', (123456789012345678901234567890G / i))
%%%%
return String.format('%.2f|%s|%10.3f', -123456789012345678901234567890.125, -123456789012345678901234567890.125, 99999999999999999999999999999.9999)
%%%%
return { x -> x in [1, 'a'] }.collect { it }.join('|').toBigInteger()
%%%%
try { j = 7 } catch (e) { out << 1 }
{ p -> [1: 'one'] }(-2.25).each { out << it.key }
return out
%%%%
return "x${(((-2f - (9223372036854775807L / ((-5G - 123456789012345678901234567890G) * 0.001))) - (9223372036854775807L / -2f)) - (j - 1e-5d))}y"
%%%%
class P { static int c = Integer.parseInt('line1'); P() { c++ } }
return new P([1, 2])
%%%%
class P { def a = [(t): b, c: 7] }
return new P()
%%%%
def f = { out << it; it }; def r = [(f(1)): f(2), (f(3)): f(4)]; return [r, out]
%%%%
return ([*['b', 'a'].removeAll { it }, 3G.sort { -it }.with { [a: 1, b: 2].get('a', -7L) }] << 1)
%%%%
def said = []; def f = { said << it; [it] }; def all = { Object... each -> each as List }
return [[*f(1), f(2), *f(3)], all(*f(4), f(5)), said]
%%%%
return [*[{ 1 }], { 2 }, *[{ 3 }]]*.getClass()*.name
%%%%
return (3..<0).get(-3)
%%%%
return (0..<0).get(-1)
%%%%
return ('a'..'c').get(-1)
%%%%
if (false) { Object[] v; v = [*xs, 2] }; return 1
%%%%
class P { int[] f; def set() { { -> f = [*[1], 2] }() } }; return new P().set()
%%%%
int[][] grid = [[1], [2]]; grid[0] = [*[1, 2]]; return grid
%%%%
int[][] grid = [[*[1, 2]], [3]]; def row = (grid[0] = [7, 'a']); return [grid.class, row, grid]
%%%%
String[] texts; def given = (texts = [1, null]); return [given.class, given]
%%%%
class P { int a; P(x) { a = x }; String toString() { "P$a" } }
P[] all = [[1], [2]]; return all
%%%%
boolean[] flags = ['a', null, '']; return flags
%%%%
int[] numbers = [1, null]; return numbers
%%%%
return { Object[] x = [1] -> x }()
%%%%
class P { int[] f = [1]; static g() { f = [1] } }; return 1
%%%%
return [xs, null, 'true'].transpose()
%%%%
return ({ "<$it>" }.hashCode() >= 0)
%%%%
def c = Integer; return [c.class, c.class.name, Integer.class, Integer.class.class, String[].class, [String]*.class, Map.Entry?.class]
%%%%
class P { static of() { this.class }; static own() { P.class } }; return [P.of(), P.own()]
%%%%
switch (100) { case 'd': return 1; case ('d' as char): return 2; case 100L: return 3 }
%%%%
switch ([1]) { case 1: return 1; case '[1]': return 2 }
%%%%
return [1, 'd', 100, 100L, ('d' as char)].with { [it.grep(100), it.grep('d'), it.grep('d' as char), 'd' in 100.0] }
%%%%
return [[3, 1].sort { a, c -> 'a' }, [3, 1].max { a, c -> 0.5 }, [3, 1].unique { a, c -> 0.5 }, ('a'..'d').max { a, c -> a }]
%%%%
return [3, 1].sort { a, c -> true }
%%%%
return [3, 1].unique { a, c -> null }
%%%%
return ["a${1}".compareTo(97), ('b' as char).compareTo(97), ('b' as char).compareTo('a' as char), (-3 as byte).abs().class]
%%%%
return [1]['empty']
%%%%
return [[[1]]['class'], ([1] as Set)['class'], 'abc'.getAt('bytes').size(), 5.getAt('class'), 1.MAX_VALUE]
%%%%
return [Integer, 1].foo
%%%%
return (null..[])
%%%%
return "${{ a, c -> a }}".toString()
%%%%
return "a${{ w -> w.print(w.class.name) }}b"
%%%%
return ('b' as char)[null]
%%%%
return ('abc' =~ /([ab])/)*.size()
%%%%
return [new StringBuilder('12') as int, new StringBuilder('12') as List, new StringBuilder('12') as Object[], new StringBuilder('12').collect { it }]
%%%%
try { throw new RuntimeException('m') } catch (RuntimeException e) { e = 'x' }
%%%%
return new Random(1).nextInt(99999999999999999999999999G)
%%%%
class P { private a = 1e3 }; return new P([[a: 1]].collectEntries { [it, 1] })
%%%%
class P { def a }; return new P([(null): 2])
%%%%
class P { def a }; def p = new P(); p[[a: 1]] = 2; return p
%%%%
class P { def a }; def p = new P(); p[null] = 2; return p
%%%%
def c = { it }; return [c.hashCode() > 0, new StringBuilder().append(c).toString().endsWith(Integer.toHexString(c.hashCode()))]
%%%%
return [(['x', 'y'] as String[]) + ([3, 1] as int[]), ([3] as Object[]) - ([3, 1] as int[]), ([1, 2] as Set)[0G]]
%%%%
return [10.00.add(0.1d), 10.00.subtract(1.5f), Math.pow(1, Double.NaN)]
%%%%
return [97..('d' as char), (1.5d..<('d' as char)).size(), "a${1}".."a3"]
%%%%
return (1..~/[a-c]/)
%%%%
return (2147483647..Double.NaN).take(3).reverse()
%%%%
return [(2147483645..1e10d).toList(), (2147483645..Double.NaN).step(2), (2147483647..<Double.NaN).size(), (9223372036854775806L..1e30d).size()]
%%%%
return [Float.NaN, Float.MAX_VALUE, Float.MIN_VALUE, Float.POSITIVE_INFINITY, Double.MIN_VALUE].collect { [it, it.class] }
%%%%
return new Date(0) <=> 5
%%%%
enum E { A, B }; return E.A < '-1.5'
%%%%
enum E { A { def x() { 1 } }, B; def x() { 2 } }; enum F { C }; return [E.A < E.B, E.A < F.C]
%%%%
return [[1, 2], [3]].toArray()[(1..<2)]
%%%%
return String.format('%.2f', (0.0d * -2.25)).replaceAll(/(\w)(\w)/) { all, p, q -> q + p }
%%%%
((1 == 2) == 'x') v = 'abc' as List.drop((-2147483648)); return v
%%%%
return [0.5, 1234567.8, 0.00001, 999999.5, 0.0, 0G, 2.5].collect { String.format('%g %e %.0e %.3g %,g', it, it, it, it as double, it as double) }
%%%%
Integer v = [a: 1, b: 2].withDefault { 5 }.asImmutable(); return v
%%%%
def m = [a: 1].asSynchronized(); m.b = 2; return m.toString()
%%%%
return [x: { 1 }.getClass().name, *: [a: { 1 }.getClass().name, b: { 1 }.getClass().name], c: { 1 }.getClass().name]
%%%%
def n = 0; return [*: (n++ ? [b: 1] : [a: 1]), z: n]
%%%%
return [*: [*: ['a'].groupBy { it }], z: { 1 }.getClass().name].z
%%%%
return [9223372036854775807L / -2f / 3, 1.23456789012345678E18d, 4611686018427387903L as double, 1.0E17d / 3, 9007199254740993d]
%%%%
return ([a: 1] <=> (9223372036854775807L / -2f / 3))
%%%%
return ([a: 1] <=> [k: 1].q.withDefault { 5 })
%%%%
return ([a: 1] <=> [1].withDefault { 5 })
%%%%
return ([1L, "${'str'}"].toUnique() << ['a', "${'a'}"].toUnique())
%%%%
return [4294967296L.is(4294967296L), 127L.is(127L), 1000.is(1000), 1.5.is(1.5), ('a' as char).is('a' as char)]
%%%%
def s = 'str'; return [s.is('str'), (s + '').is(s), [s][0].is(s), s.trim().is(s), s.toUpperCase().is('STR'), "$s".toString().is(s)]
%%%%
return 1000 === 1000
%%%%
def n = { it.getClass().name - 'Case' }
def r = []; def f = { a, b = 0 -> r << a << b; [x: '1'] }
f(n { 1 })[n { 2 }] = n { 3 }
f(n { 1 })."${n { 2 }}" = n { 3 }
f(n { 1 }, n { 2 }).x += n { 3 }
f(n { 1 }, n { 2 }).x++
f(n { 1 })[f(n { 2 }).x]++
f(n { 1 })[f(n { 2 }).x] += n { 3 }
for (int i = n({ 1 }).size(); i < n({ 2 }).size() + 1; i = i + n({ 3 }).size()) { r << n { 4 } }
return r
%%%%
def r = []; def o = [x: 1]; def f = { r << it; o }; def k = { r << it; 'x' }
f(5)[k(6)]++; ++f(7)[k(8)]; f(9)[k(10)] += { r << 11; 1 }()
f(12)."${k(13)}"++; f(12)?."${k(13)}" += { r << 11; 1 }()
f(16)[k(17)] = { r << 18; 1 }()
return r << o
%%%%
try { evaluate('int x = 1; int x = 2') } catch (Exception e) { return [e.class.name, e instanceof GroovyRuntimeException] }
%%%%
def r = []; def t = { try { r << it() } catch (Exception e) { r << e.message } }
t { [].each(null) }; t { [1].each(null) }; t { [a: 1].each(null) }; t { [].find(null) }; t { [:].takeWhile(null) }; t { [1].collect(null) }
t { [1].findLastIndexOf(0, null) }; t { [1].findIndexValues(null) { it } }; t { [].sum(1, null) }; t { [1].sum(1, null) }; t { [1].sum(null) }
t { [2, 1].max(null) }; t { [1].min(null) }; t { [1, 1].unique(null) }; t { [2, 1].sort(null) }; t { [b: 1, a: 2].sort(null) }
t { [1].with(null) }; t { [1].removeAll(null) }; t { [1].removeIf(null) }; t { [1].groupBy({ it }, null) }; t { [1].withDefault(null) }
return r
%%%%
def r = []; def t = { try { r << it() } catch (Exception e) { r << e.message } }
t { new ArrayList(null) }; t { new HashMap(null) }; t { new HashSet(null) }; t { Double.parseDouble(null) }; t { 3L.upto(null) { } }
t { [1].collectMany { 5 } }; t { [1].collectMany { [a: 1] } }; t { [1].collectMany(null) { [it] } }; t { [1].collectEntries(null) { [it, it] } }
t { [a: 1].collectMany { k, v -> null } }; t { [a: 1].subMap(null) }; t { [a: 1].intersect(null) }; t { sprintf('%s', null) }; t { 'ab'.find(null) }
t { new TreeMap([a: 1]).floorKey(null) }; t { 'ab'.regionMatches(0, null, 0, 0) }; t { [1].stream().map(null) }; t { 'ab'.eachMatch(null) { } }
return r
%%%%
def r = []; def s = [1] as Set; def l = [1]
s.addAll(5, 6); l.addAll('a', 'b'); l.addAll(0, 7); r << s << l << [a: 1].putAt('b', 2) << [a: 1].putAt(5, 2)
[[1, 2], [3]].eachCombination { r << it }
r << [3, 1, 2].findLastIndexOf(1) { it > 0 } << [3, 1, 2].findIndexValues(1) { it > 0 } << [a: 1].findResult(5) { k, v -> null }
r << [1, [2, [3]], (4..5)].collectNested { it * 2 } << [1, 2].collectMany([7] as Set) { [it] } << [a: 1].collectEntries([b: 2]) { k, v -> [v, k] }
r << [2, 1, 2].iterator().sort().toList() << [2, 1, 2].iterator().unique().toList() << [2, 1].iterator().toSorted { -it }.next()
return r
%%%%
def c = 'x' as char; return [['x'].disjoint([c]), [120].disjoint([c]), [[1]].disjoint([[1.0]]), [[1]].intersect([[1L]]), [120, c].unique(), [c, 120].unique(), [c, 'x', 1].unique()]
%%%%
int[] a = [1, 2]; long l = 1; a[1L]++; a[l] += 2; int[][] b = [[1, 2], [3, 4]]; return [a, a[1.7], a[l], { -> a[l] }(), b[1L][0L], b[l][1L]++, b]
%%%%
def a = [1, 2] as Object[]; def l = 1L; return a[-l]
%%%%
int[] a = [1, 2]; def l = 1L; return a[l]
%%%%
try { boolean - 42 } catch (e) { return [e.message, 1] }
%%%%
def n = 0; return ["a${-> n++}b" * 0, n, "a${-> n++}b" * 1, n, "\u4e00${-> n++}" * 3, n, "x${"y${-> n++}"}" * 2, n]
%%%%
def k = 12; return "a${-> k-- > 9 ? 'long' : 'q'}" * 2
%%%%
def k = 11; return "a${-> k-- > 9 ? 'long' : 'q'}" * 2
%%%%
return ["a${-> (3..1).by(2)}" * 0, "a${1}" * 2]
%%%%
return ["${((-2147483648) ** -1)}1", 1.0361308E-317d, 2 ** 83 as float, (2 ** 83) * 1.0f, 4.9E-324d, Float.MIN_VALUE, 1e23d]
%%%%
def m = [a: 1, b: 1]; try { m.values().unique() } catch (e) { return [m, e.class, [:].values().unique(), [:].keySet().unique { it }] }
%%%%
def b = new StringBuffer('abc'); def tell = { f -> try { f() } catch (e) { e.message } }
return [tell { b[97] }, tell { b[[0, 97]] }, tell { b[5..9] }, tell { b.charAt(9) }, tell { b.delete(2, 1) }, tell { b.replace(4, 5, 'x') }, tell { b.subSequence(1, 9) }, tell { b.setCharAt(9, 'x' as char) }, tell { b.setLength(-1) }, tell { b.insert(9, 'x') }]
%%%%
def n = null.each { }; return [n*.key, n*.size(), n*.@key, n in [null], [null].contains(n)]
%%%%
def tell = { f -> try { f() } catch (e) { e.message } }; int[] ints = [1, 2, 3]
return [[-28L..<1, -2L..-1, -9..2L, 'a'..'c', -2.0..1.0, -5..<1, -1..-9].collect { r -> [[1, 2, 3], 'abc', ints, [1, 2, 3] as LinkedList, new Tuple(1, 2, 3), []].collect { l -> tell { l[r] } } }, tell { ints[[9]] }, [1, 2].withDefault { 7 }[[0..1, 3]]]
%%%%
return (([1, 2, 3] as LinkedList)[0..1].class.name + new Vector([1, 2])[0..0].class.name + new Stack()[0..<0].class.name)
%%%%
return [(1e1..<8), (1e1..12).toList(), (1e1..1.5).reverse(), (12..1e1)[-1], (1e1..1e1)[0]]
%%%%
try { 'x'.foo([(1..1): (1..2), ('a'..'c'): 1, ([1..2]): 1, (['a']): [x: 1..2]]) } catch (e) { return e.message.readLines()[0] }
%%%%
def s = 'a,b'.split(','); return [(Object[]) s, (s as Object[]).is(s), ((Comparable[]) s).class, s as int[], ['12'] as int[]]
%%%%
return [((0G * 5L) / -2.5d).trunc(1), (-0.4d).trunc(), (-0.4f).trunc(-1), Math.rint(-0.5d), Math.floor(-0.0d * 1), Math.signum(-5), Math.signum(Double.NaN), Math.signum(-2.5f)]
%%%%
return 'true'.center((100 ** 4).abs(), '-').length()
%%%%
def m = [a: 1]; m.k = m; def l = [1]; l << l; def tell = { f -> try { f() } catch (e) { e.message.readLines()[0] } }
return [tell { 'x'.foo(m) }, tell { 'x'.foo([l, l]) }, tell { 'x'.foo(l, m) }, [a: 1].values().hashCode(), Integer.hashCode(), new Exception('x').hashCode(), ({ it } =~ /b/) as boolean]
%%%%
def g = 'g', G = 'G'; def tell = { f -> try { f() } catch (e) { e.message.readLines()[0] } }
return [tell { 1.5dg }, tell { 1fG }, tell { 1e3dg }, 1e3g, 017g, 1.5G]
