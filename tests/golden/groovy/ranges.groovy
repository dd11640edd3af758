println((1..5))
println((1..<5).toList())
println((5..1).toList())
println(('a'..'e').join(''))
println((1..10).step(3))
println((1..5).contains(3))
println(3 in 1..5)
println((1..5).size())
println((0..<0).size())
for (i in 3..1) print i
println()
(1..3).each { print it }
println()
println((1..4).sum())
println((1..4).collect { it * 2 })
println('hello'[1..3])
println('hello'[-3..-1])
println('hello'[3..1])
println([1, 2, 3, 4][1..-1])
def r = 2..6
println r.from + r.to
println r.reverse()
println r instanceof List
println((1..3) == [1, 2, 3])
println r.inspect()
println r[2]
1.upto(3) { print it }
println()
3.downto(1) { print it }
println()
1.step(10, 4) { print it + ' ' }
println()
4.times { print it }
println()
println((1.0..3.0).toList())
println((1..5).findAll { it % 2 })
switch (7) { case 1..5: println 'low'; break; case 6..9: println 'mid'; break }
