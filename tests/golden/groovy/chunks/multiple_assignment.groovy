def (a, b, c) = [1, 2]
println "$a $b $c"
(a, b) = [b, a]
println "$a $b"
def (String s, int n) = ['x', 5]
println s + n
def (x, y) = 'pq'
println x + y
def (h, t) = [1, [2, 3]]
println "$h $t"
int i, j
(i, j) = [7, 8]
println i + j
def (_, m) = 'a1'.findAll(/./)
println m
---
def (a, b) = [1]
println "$a $b"
---
def (int x, String y) = [1, 'q', 'more']
println "$x $y"
---
def a = 1, b = 2
println a + b
(a, b) = [b, a + b]
println "$a $b"
---
def f() { [3, 4] }
def (p, q) = f()
println p * q
---
def (k, v) = 'key=val'.split('=')
println "$k -> $v"
def (first, rest) = [[1, 2, 3].head(), [1, 2, 3].tail()]
println "$first $rest"
---
def list = [0, 0]
(list[0], list[1]) = [5, 6]
println list
---
try { def (int z) = ['text']; println z } catch (e) { println e.class.simpleName }
def (m, n) = [:].withDefault { it * 2 }.with { [get(1), get(2)] }
println m + n
