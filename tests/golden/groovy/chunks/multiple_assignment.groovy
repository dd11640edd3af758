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
