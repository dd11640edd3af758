println 1 == 1L && 1 == 1.0 && 1.0 == 1.00 && 1 == 1d && 'a' == "${'a'}" && [1] == [1L] && [1, 2] == (1..2) && ('a' as char) == 'a'
println(1 != '1')
println([1, 2] as Set == [2, 1] as Set)
---
println([a: 1] == [a: 1.0])
println(null == null)
println(null == false)
---
println(0 == false)
println('' == null)
println([] == null)
---
println(1.0.equals(1) || 1.equals(1L) || 1.0.equals(1.00))
println(new Date(0) == new Date(0))
println([1, [2]] == [1, [2]])
---
println(new int[0] == [])
---
println((1 <=> 2) + ('b' <=> 'a') + (1 <=> 1.0) + (null <=> null) + (null <=> 1) + (1 <=> null) + (true <=> false) + ('a' as char <=> 'b') + (new Date(0) <=> new Date(1)))
println 'a' < 'b' && 'A' < 'a' && 'a' < 'aa' && '10' < '9' && 1 < 1.5 && 2L > 1G
---
println([3, 1.5, 2L].sort() + ['b', 'a', 'C'].sort() + [true, false].sort() + [null, 2, 1].sort() + ['b', "${'a'}"].sort() + ['a' as char, 'B'].sort())
println([1, 'a'].max().class.simpleName + [2.5, 2].max() + ['b', 'abc'].max() + [[1, 2], [1]].max { it.size() } + [null, 1].min())
---
try { println([1, 'a'].sort()) } catch (e) { println e.class.simpleName }
try { println(new Object() < new Object()) } catch (e) { println e.class.simpleName }
---
try { println([1] < [2]) } catch (e) { println e.class.simpleName }
