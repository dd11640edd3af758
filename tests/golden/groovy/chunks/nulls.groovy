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
