println([3, 1.5, 2L].sort())
println(['b', 'a', 'C'].sort())
println([[2, 'b'], [1, 'z'], [2, 'a']].sort { x, y -> x[0] <=> y[0] ?: x[1] <=> y[1] })
println([null, 3, 1].sort())
println([true, false, true].sort())
def l = [3, 1, 2]
def s = l.sort(false)
println "$l $s"
l.sort(true)
println l
println(l.toSorted { -it })
println(['aaa', 'b', 'cc'].sort { it.size() }.reverse())
println([b: 1, a: 2].sort { a, b -> a.key <=> b.key })
println(['x10', 'x9'].sort { it.substring(1) as int })
class It implements Comparable { int v; int compareTo(o) { o.v <=> v }; String toString() { "I$v" } }
println([new It(v: 1), new It(v: 3), new It(v: 2)].sort())
println([new It(v: 1), new It(v: 3)].max())
println(['b', 'a'] as TreeSet)
Collections.sort(l)
println l
println([1, 2, 3].sort { a, b -> b - a })
println([[n: 'q', v: 2], [n: 'p', v: 2], [n: 'o', v: 1]].sort { it.v }*.n)
println([5, 2, 8].min() + [5, 2, 8].max { it % 5 })
