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
