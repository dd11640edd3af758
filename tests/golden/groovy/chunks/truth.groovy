if ([]) println 'a' else println 'b'
if ('0') println 'c'
if (0) { println 'd' } else if (0.0) { println 'e' } else { println 'f' }
println(null ? 1 : 2)
println([:] ? 1 : 2)
println('x' as char ? 1 : 2)
println(new Object() ? 1 : 2)
println(('a' =~ /b/) ? 1 : 2)
println([0] ? 1 : 2)
println(0.1f ? 1 : 2)
println([].iterator() ? 1 : 2)
---
class Tr { boolean v; boolean asBoolean() { v } }
println new Tr(v: true) ? 'T' : 'F'
println new Tr(v: false) ? 'T' : 'F'
---
class Tr { boolean v; boolean asBoolean() { v } }
println !new Tr() && !!new Tr(v: true)
println([new Tr(v: true), new Tr()].findAll().size())
---
class Box { int n; boolean asBoolean() { n != 0 } }
println([new Box(), new Box(n: 1)].collect { it as boolean })
println new Box(n: 2) && true
---
println(('' || 'x') + ' ' + (null && true) + ' ' + !0 + ' ' + !!'a' + ' ' + ([] || [0]))
---
if ('false') println 'non-empty string is true'
if (!0.0 && !0G && !0f && !0L) println 'zeros are false'
if (!'' && !"${''}" && ![] && ![:]) println 'empties are false'
---
def calls = []
def t = { calls << it; it }
t(0) && t(1)
t(2) || t(3)
t('') ?: t('e')
println calls
---
println([0, 1, '', 'a', null, [], [1], [:], [a: 1]].findAll())
println([0, 1, '', 'a', null].grep { it })
println([0, null, 2].any() + ' ' + [1, 2].every() + ' ' + [].every() + ' ' + [].any())
