println 'abc'.is('abc') || true
def a = [1]; def b = a
println([a.is(b), a.is([1]), (a == [1])])
println(["a".equals("${'a'}"), "${'a'}".equals('a'), ("${'a'}" == "${'a'}"), "a${1}".equals("a${1}")])
println(['', null.is(null), null.toString(), "${null}"])
println([null.equals(null), (null + 'x'), ('x' + null), [null].toString()])
println([null.getClass().simpleName, (null instanceof String), null.inspect(), null.asBoolean()])
println([null.iterator().hasNext(), null.with { 5 }])
try { null.foo } catch (e) { println e.message }
try { null.foo = 1 } catch (e) { println e.message }
try { null[0] } catch (e) { println e.message }
try { null + 1 } catch (e) { println e.message }
try { def n; n() } catch (e) { println e.message }
try { null.size() } catch (e) { println e.message }
for (x in null) println 'no'
---
def n = null
println n?.a?.b + ' ' + n?.call() + ' ' + (n ?: 'else') + ' ' + "$n"
---
println [null, 1, null].findAll { it != null } + [null].size() + [a: null].a
println([null, 2].sum { it ?: 0 })
---
def f(String s) { s == null ? 'null arg' : s }
println f(null) + f('x')
def g(Object o) { "obj $o" }
println g(null)
---
Integer i = null
String s = null
println i?.plus(1) + ' ' + s?.size() + ' ' + (i == null)
try { i + 1 } catch (e) { println e.message }
try { s.size() } catch (e) { println e.message }
---
println null in [null] 
println([null, null].unique() + [1, null].max() + [null, 1].join('-'))
println null as String
println((String) null)
