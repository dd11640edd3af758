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
---
switch (5) { case Integer: println 'int'; case String: println 'falls'; break; default: println 'no' }
---
def grade(n) { switch (n) { case 90..100: return 'A'; case { it >= 80 }: return 'B'; case [70, 75]: return 'C'; default: return 'F' } }
println([95, 85, 75, 10].collect { grade(it) })
---
switch ('Jenkins') { case ~/J.*s/: println 'pattern'; break }
switch (null) { case null: println 'null'; break; default: println 'other' }
switch (3) { default: println 'first default'; case 3: println 'three' }
---
def r = switchy('b')
def switchy(x) { def out = []; switch (x) { case 'a': out << 1; case 'b': out << 2; case 'c': out << 3 } ; out }
println r
---
enum T { X, Y }
def f(t) { switch (t) { case T.X: return 'is x'; case [T.Y]: return 'in list'; default: return 'none' } }
println f(T.X) + f(T.Y) + f(null)
---
for (i in 1..5) { switch (i) { case 2: continue; case 4: break; default: print i } }
println()
switch (true) { case 1 > 2: println 'a'; break; case 2 > 1: println 'b'; break }
