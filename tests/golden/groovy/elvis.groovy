println(null ?: 'default')
println('' ?: 'empty')
println(0 ?: 5)
println('x' ?: 'no')
println([] ?: 'emptylist')
println([:] ?: 'emptymap')
println(true ? 1 : 2)
println(null ? 1 : 2)
def x = null
println x?.size() ?: -1
println 'a' ? 'truthy' : 'falsy'
println '' ? 'truthy' : 'falsy'
println 0.0 ? 't' : 'f'
println 0.1 ? 't' : 'f'
println ' ' ? 't' : 'f'
println([0] ? 't' : 'f')
println(('x' =~ /y/) ? 't' : 'f')
println([].iterator() ? 't' : 'f')
println !'' && !null && !0
println 1 && 'a'
println null || 'z'
class T { boolean b; boolean asBoolean() { b } }
println new T(b: true) ? 'yes' : 'no'
println new T() ? 'yes' : 'no'
println "${''}" ? 't' : 'f'
println false ?: true ?: 'z'
println 5 > 3 ? 2 > 1 ? 'a' : 'b' : 'c'
