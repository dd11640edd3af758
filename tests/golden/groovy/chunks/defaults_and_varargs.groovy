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
---
def t(Closure c) { try { println c() } catch (Throwable e) { println e.class.simpleName + ': ' + e.message.readLines()[0].replaceAll('[^ ]*[$]_[^ ]+', 'C') } }
t { ({ String s -> s })(['q']) }
t { ({ int a -> a })([1]) }
t { ({ long a -> a.class })([1]) }
t { ({ String s -> s })([1]) }
t { ({ String s -> s })([]) }
t { ({ String s -> s })(["g${1}"]) }
t { ({ String s, BigDecimal b -> b })(['g', 1]) }
t { ({ String... s -> s.length })(['a', 'b']) }
t { ({ int... s -> s.length })([1, 2]) }
t { ({ int a, String... s -> a })([1, 'a']) }
t { ({ String s = 'x' -> s })(['a']) }
t { ({ String s = 'x' -> s })([]) }
t { ({ -> 1 })([]) }
t { [['q']].collect { String s -> s + 1 } }
---
class A {
    static h(String s) { "h$s" }
    static i(int a, int b) { a + b }
    def v(String... a) { a.length }
    def f(String s) { "f$s" }
    def d(String s = 'x') { s }
    def own() { h(['q']) }
    def two() { i([1, 2]) }
}
static s(String q) { q }
def t(Closure c) { try { println c() } catch (Throwable e) { println e.class.simpleName + ': ' + e.message.readLines()[0].replaceAll('[^ ]*[$]_[^ ]+', 'C') } }
def a = new A()
t { a.f(['x']) }
t { a.f([]) }
t { a.f(["g${1}"]) }
t { a.d([]) }
t { a.v(['x']) }
t { a.h(['x']) }
t { A.h(['x']) }
t { A.i([1, 2]) }
t { a.own() }
t { a.two() }
t { s(['z']) }
t { [['x']].collect(A.&h) }
try { println s(['z']) } catch (MissingMethodException e) { println e.static }
try { A.with { h(['x']) } } catch (MissingMethodException e) { println Script.isAssignableFrom(e.type) }
