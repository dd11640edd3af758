import groovy.transform.*
@Category(String) class Shout { String shout() { this.toUpperCase() + '!' } }
use(Shout) { println 'hey'.shout() }
class Num { static twice(Integer self) { self * 2 }; static getHalf(Integer self) { self / 2 }; static plus(String s, Map m) { "$s with $m" } }
use(Num) { println 4.twice(); println 9.half; println 'x' + [a: 1] }
use(Num, Shout) { println 5.twice() + 'z'.shout() }
try { 4.twice() } catch (MissingMethodException e) { println e.method }
println use(Num) { 3.twice() }
---
class Len { static int len(String s) { s.size() } }
println use(Len) { 'abc'.len() }
---
class Money { static BigDecimal getEuros(Number n) { n * 1.0 }; static String show(Number n) { "$n EUR" } }
use(Money) { println 5.euros + ' ' + 7.show() }
---
class Over { static String toUpperCase(String s) { 'overridden ' + s } }
use(Over) { println 'x'.toUpperCase() }
println 'x'.toUpperCase()
---
class A1 { static who(String s) { 'a1' } }
class B1 { static who(String s) { 'b1' } }
use(A1) { println ''.who(); use(B1) { println ''.who() }; println ''.who() }
---
class P { static getDoubled(List l) { l * 2 }; static second(List l) { l[1] } }
println use(P) { [[1, 2].doubled, [3, 4].second()] }
---
try { use(String) { println 'in' } } catch (e) { println e.class.simpleName }
println 'abc'.with { [size(), toUpperCase(), it] }
---
def m = [a: 1].with { b = 2; put('c', 3); it }
println m
println new StringBuilder().with { append('x'); append(1); it.toString() }
println 5.with { it + 1 }
---
class Cfg { def host; def port; def opts = [:] }
def c = new Cfg().with { host = 'h'; port = 1; opts.k = 'v'; it }
println "$c.host $c.port $c.opts"
