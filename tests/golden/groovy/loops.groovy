for (i in [1, 2, 3]) print i
println()
for (int i = 0; i < 5; i++) { if (i == 1) continue; if (i == 4) break; print i }
println()
int n = 3
while (n > 0) { print n--; }
println()
for (e in [a: 1, b: 2]) print "${e.key}${e.value}"
println()
for (c in 'abc') print "[$c]"
println()
outer:
for (i in 1..3) {
    for (j in 1..3) {
        if (j == 2) continue outer
        if (i == 3) break outer
        print "$i$j "
    }
}
println()
for (x in null) println 'never'
for (String s : ['p', 'q']) print s
println()
def total = 0
(1..100).each { total += it }
println total
for (i in 0..<3) { def z = i * 2; print z }
println()
def it2 = [1, 2, 3].iterator()
while (it2.hasNext()) print it2.next()
println()
for (x in ([1, 2] as Set)) print x
println()
def list = [1, 2, 3]
for (i in list.size() - 1..0) print list[i]
println()
println((1..3).collect { i -> (1..i).collect { it } })
