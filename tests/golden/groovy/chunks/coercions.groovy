println(('5' as int) + 1)
println(('5' as Long).class)
println '1.5' as double
---
println 3 as String
println 'true' as boolean
println '' as boolean
---
println [1, 2] as Object[]
println([1, 2] as String[])
println([[1, 2], [3, 4]] as int[][])
---
println 65 as char
println(('A' as char) as int)
println 1.9 as int
---
println 1 as boolean
println null as Integer
println([a: 1] as Object)
---
println 1 as BigDecimal
println((1..3) as Set)
println 5 as Object
---
class Pt { int x; int y; def asType(Class c) { c == String ? "$x,$y".toString() : c == List ? [x, y] : null } }
println new Pt(x: 1, y: 2) as String
println new Pt(x: 1, y: 2) as List
class Q { int a; int b; Q(int a, int b) { this.a = a; this.b = b } }
Q q = [3, 4]
println q.a + q.b
println(([5, 6] as Q).b)
def m = [run: { println 'map as runnable' }] as Runnable
m.run()
def f = [accept: { d, n -> n.endsWith('.x') }] as FilenameFilter
println f.accept(null, 'a.x')
Closure cl = 'abc'.&length
println cl()
---
println(([1, 2, 3] as int[]).class.simpleName + ' ' + (['a'] as String[]).class.simpleName + ' ' + ((1..3) as List).class.simpleName)
---
println('12' as int) 
println('12.5' as BigDecimal)
println(3.7 as int)
println('c' as char)
println(97 as char)
println(1 as String)
---
println(([a: 1] as TreeMap).getClass().simpleName + ' ' + ([1, 1] as Set) + ' ' + ([3, 1] as SortedSet) + ' ' + ([1] as LinkedList).class.simpleName + ' ' + ('abc' as String[]))
---
int i = 3.99
long l = 5
double d = 1
float f = 2.5
String s = "g${i}"
boolean b = 'x'
char c = 'q'
println([i, l, d, f, s, b, c, s.class.simpleName])
---
def m(int x) { x }
def t = { try { m(it) } catch (e) { e.class.simpleName } }
println([t(1), t(1L), t('a'), t(1.5), t('c' as char), t(null)])
---
List l = [1, 2] as LinkedList
Set s = [1, 1]
Object[] o = [1, 'a']
int[] n = [1, 2]
println "$l $s ${o.length} ${n.sum()} ${s.class.simpleName}"
---
interface Adder { int add(int a, int b) }
def a = { x, y -> x + y } as Adder
println a.add(1, 2)
Adder b = { x, y -> x * y }
println b.add(3, 4)
def c = [add: { x, y -> x - y }] as Adder
println c.add(5, 2)
---
def kind(int x) { 'int' }; def kind(String x) { 'String' }; def kind(Object x) { 'Object' }; def kind(List x) { 'List' }
println kind(5) + kind((Object) 5) + kind('a' as Object) + kind((String) null) + kind((List) null) + kind(null)
def xs = [3, 1, 2]
xs.remove((Object) 3); println xs
xs.remove(1 as Integer); println xs
---
Exception e = ['told', new RuntimeException('why')]
println "$e.message $e.cause.message"
println(((Date) [0L]).time + ' ' + (['a'] as StringBuilder))
---
def tell(int x) { 1 }; def tell(String x) { 2 }; def both(String a, int b) { a * b }
try { tell() } catch (e) { println e.class.simpleName + ' ' + e.message.readLines()*.trim().sort() }
try { 'x'.padLeft() } catch (e) { println e.class.simpleName + ' ' + e.message.readLines()*.trim().sort() }
println both(['ab', 2])
---
def xs = [1]
try { xs.foo = 2 } catch (e) { println e }
try { xs['foo'] = 2 } catch (e) { println e }
try { xs.@foo } catch (e) { println e.message }
class Q { def a }
def qs = [new Q(), null, new Q()]
qs*.a = 4; println qs*.a
---
println([([1, 2] as Set).takeRight(1), ([1, 2] as LinkedList).tail(), [3, 1].toSet() + [2]]*.class*.simpleName)
println([-0.0d, (char) 5e10d == (char) 65535, Math.ceil(-0.5d).toBigDecimal()])
