def (a, b, c) = [1, 2]
println "$a $b $c"
(a, b) = [b, a]
println "$a $b"
def (String s, int i) = ['x', 5]
println s + i
def (x, y) = 'ab'.toList()
println x + y
def pair() { ['p', 'q'] }
def (m, n) = pair()
println m + n
int p, q
(p, q) = [3, 4]
println p * q
def (h, t) = [1, [2, 3]]
println t
def map = [:]
def z = map.k = 5
println "$z $map"
def u, v
u = v = 7
println u + v
def (d1, d2) = 'k=v'.split('=')
println d1 + d2
def l = [0, 0]
println l
