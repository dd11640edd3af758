for (int i = 0; i < 3; i++) print i
for (i in 0..2) print i
for (i in [5, 6]) print i
for (e in [a: 1]) print e.key + e.value
for (c in 'xyz') print c
for (String s : ['p', 'q']) print s
for (x in null) print 'never'
println()
---
def i = 0
while (i < 5) { i++; if (i == 2) continue; if (i == 4) break; print i }
println()
while (i-- > 0) print i
println()
outer:
for (a in 1..3) { for (b in 1..3) { if (b == 2) continue outer; if (a == 3) break outer; print "$a$b " } }
println()
---
def n = 0
loop: while (true) { n++; switch (n) { case 3: break loop; default: break } }
println n
block: { println 'in labelled block' }
---
do {
    println 'body'
} while (false)
