def s = [3, 1, 3, 2] as Set
println s
s << 5
println s.size()
println s.contains(3)
println s + [9]
println s - [1]
println s.collect { it * 2 }
println((([1, 2] as Set) == ([2, 1] as Set)))
println s.class.simpleName
println(([3, 1, 2] as TreeSet))
println(([3, 1, 2] as SortedSet).first())
def t = new LinkedHashSet(['b', 'a'])
println t.add('b')
println t.add('c')
println t
println t.remove('a')
println t.findAll { it > 'b' }
println t.join('')
println t.toList()
println t.every { it instanceof String }
println(([1, 2, 3] as Set).intersect([2, 3] as Set))
println new HashSet([1]).isEmpty()
println t.sort()
println s.sum()
println([1, 1, 2].toSet().size())
def q = new LinkedList([1, 2])
q.add(3)
println q.poll() + q.peek()
println q
def st = new Stack()
st.push(1); st.push(2)
println st.pop() + st.peek()
println st
println Collections.max([1, 5, 2]) + Collections.frequency([1, 1], 1)
println Arrays.asList(1, 2)
