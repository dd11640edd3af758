def kind(x) {
    switch (x) {
        case null: return 'null'
        case 1: return 'one'
        case [2, 3]: return 'two or three'
        case 4..6: return 'range'
        case ~/a.*/: return 'regex'
        case String: return 'string'
        case { it instanceof Number && it > 100 }: return 'big'
        case Integer: return 'int'
        case [k: 1]: return 'map'
        default: return 'other'
    }
}
println([null, 1, 2, 5, 'abc', 'xyz', 500, 77, 1.5, []].collect { kind(it) })
---
def r = []
switch ('b') { case 'a': r << 1; case 'b': r << 2; case 'c': r << 3; break; case 'd': r << 4 }
println r
switch (9) { case 1: println 'x'; break; default: println 'def' }
switch ("g${1}") { case 'g1': println 'gstring'; break; default: println 'no' }
switch ('k') { case [k: 'v']: println 'key of map'; break; default: println 'no map' }
