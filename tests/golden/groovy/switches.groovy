def t(x) {
    switch (x) {
        case 1: return 'one'
        case 'a': return 'letter a'
        case [2, 3]: return 'two or three'
        case 10..20: return 'range'
        case Integer: return 'integer'
        case String: return 'string'
        case ~/x/: return 'never'
        case { it instanceof List && it.size() == 2 }: return 'pair'
        case null: return 'null'
        case Map: return 'map'
        default: return 'other'
    }
}
[1, 'a', 2, 15, 99, 'zz', [5, 6], null, [a: 1], 1.5, [1]].each { println t(it) }
switch (3) { case 3: println 'three'
    case 4: println 'fall'
        break
    case 5: println 'no' }
def r = { switch (it) { case 1: 'uno'; break; case 2: 'dos'; break; default: 'nada' } }
println r(1) + r(2) + r(3)
switch ('q') { default: println 'def' }
for (i in 1..3) { switch (i) { case 2: continue }; print i }
println()
