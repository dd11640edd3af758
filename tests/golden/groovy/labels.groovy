int found = 0
search:
for (i in 1..5) {
    for (j in 1..5) {
        if (i * j == 12) { found = i * 10 + j; break search }
    }
}
println found
def out = []
rows:
for (r in 0..3) {
    int c = 0
    while (true) {
        if (c > r) continue rows
        if (r == 3) break rows
        out << "$r$c"
        c++
    }
}
println out
for (int i = 0; i < 3; i++) {
    if (i == 1) continue
    try { if (i == 2) break; out << i } finally { out << "f$i" }
}
println out
def firstNegative(l) { for (x in l) { if (x < 0) return x }; null }
println firstNegative([1, -2, 3])
println firstNegative([1])
int k = 10
while (k-- > 0) { if (k % 2) continue; if (k < 4) break; print k }
println()
