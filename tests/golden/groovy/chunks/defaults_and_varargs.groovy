def f(a, b = a * 2, Object... rest) { "$a $b ${rest.toList()}" }
println f(1)
println f(1, 5)
println f(1, 5, 7, 8)
println f(1, 5, [9] as Object[])
---
def sum(int... n) { n.sum() ?: 0 }
println sum()
println sum(1)
println sum(1, 2, 3)
println sum([4, 5] as int[])
def strs(String first, String... more) { "$first+${more.length}" }
println strs('a') + strs('a', 'b', 'c')
---
def run(Closure c) { c() }
println run { 'trailing' }
println run({ 'inside' })
def two(x, Closure c) { c(x) }
println two(3) { it * 2 }
println two(4, { it + 1 })
def both(Closure a, Closure b) { a() + b() }
println both({ 1 }) { 2 }
---
String conv() { "g${1}" }
println conv().class
int conv2() { 'a' as char }
println conv2()
def noReturn() { if (false) 1 }
println noReturn()
void nothing() { 5 }
println nothing()
boolean bool() { 'x' }
println bool()
long lng() { 5 }
println lng().class
List lst() { [1] as Set }
try { println lst().class } catch (e) { println e.class.simpleName }
---
def opt(int a, String b = 'B', double c = 1.5, List d = [a]) { "$a $b $c $d" }
println opt(1)
println opt(1, 'x')
println opt(1, 'x', 2)
println opt(1, 'x', 2, ['q'])
