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
