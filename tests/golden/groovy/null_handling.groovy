def n = null
println n?.foo
println n?.foo()
println n?.a?.b?.c()
println "$n" + n
println n == null
println n as String
println n ?: 'dflt'
println([null, 1].findAll())
println([null].size())
println n instanceof Object
println n.toString()
println n.is(null)
println n.equals(null)
try { n.foo } catch (NullPointerException e) { println e.message }
try { n.foo = 1 } catch (NullPointerException e) { println e.message }
try { n.foo() } catch (NullPointerException e) { println e.message }
try { n[0] } catch (NullPointerException e) { println e.message }
try { n + 1 } catch (NullPointerException e) { println e.message }
println n + 'x'
println([a: null].a)
println([a: null].containsKey('a'))
for (x in n) println 'never'
n.each { println 'never' }
println n.collect { it }
println n.any { it }
println((n as List))
def m = [:]
m.x?.y = 5
println m
println null <=> null
println 'a' <=> null
switch (n) { case null: println 'null case'; break; default: println 'default' }
println n in [null]
println !n
println n*.size()
println n.with { 'with' }
