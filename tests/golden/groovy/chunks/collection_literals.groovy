println([1, 'a', [2, [3]], [k: 'v']])
println([null, 1.5])
---
println([].class.name + ' ' + [:].getClass().name)
println([1, 2, 3,])
---
def k = 'key'
println([k: 1, (k): 2, "g$k": 3, 'q r': 4, 5: 'n', (1 + 1): 't'])
println([a: 1,].size())
---
println([*[1, 2], 3, *(4..6)])
println([*: [a: 1, b: 2], c: 3, *: [a: 9]])
def f = { a, b, c -> "$a$b$c" }
println f(*[1, 2, 3])
---
println((1..5) as List)
println((1..<5).toList())
---
println(('a'..'e').join())
println((5..1).toList())
---
println((1..5).step(2))
println((0..10).step(5))
---
def r = 2..7
println "$r.from $r.to ${r.size()} ${r.contains(3)} ${3 in r} ${8 in r} ${r.reverse()}"
println r.class.simpleName + ' ' + ('a'..'c').class.simpleName + ' ' + (1.0..3.0).class.simpleName
println((1.5..4.5).toList())
---
println((1..3) == [1, 2, 3])
println([1, 2, 3] == (1..3))
---
println((1..3).inspect() + ' ' + (1..<3).inspect() + ' ' + ('a'..'c').inspect() + ' ' + (3..1).toString())
println((1..0).size() + ' ' + (0..<0).size() + ' ' + (0..<0).toList())
---
def m = [:]
m.a = 1; m['b'] = 2; m."c d" = 3; m << [e: 4]; m += [f: 5]
println m
println m.a + m['b'] + m.'c d' + m.get('e') + m.f
println m.class
println m.zz
---
def l = [1, 2, 3]
l[5] = 6
println l
println l[-1] + ' ' + l[10] + ' ' + l[0..1] + ' ' + l[-2..-1] + ' ' + l[0, 2]
l[1..2] = ['x']
println l
l << 7 << 8
println l
---
def set = [3, 1, 3, 2] as Set
println set
println set.class.simpleName
---
def set = [3, 1, 3, 2] as Set
println((set + 5) - 1)
println(([3, 1, 2] as TreeSet).first())
---
def set = [3, 1, 3, 2] as Set
println([1, 2] as Set == [2, 1] as Set)
---
int[] a = [3, 1, 2]
println a
println a.class.name + ' ' + a.length + ' ' + a.sum() + ' ' + a.toList().sort(false)
String[] s = ['x', 'y']
println s.class.simpleName + s.join()
println(new int[2][3])
println(new String[2])
println([1, 2] as int[] == [1, 2] as int[])
---
def nested = [list: [[id: 1, tags: ['a']], [id: 2, tags: ['b', 'c']]]]
println nested.list.id
println nested.list.tags.flatten()
---
def nested = [list: [[id: 1, tags: ['a']], [id: 2, tags: ['b', 'c']]]]
println nested.list*.tags*.size()
println nested.list.find { it.id == 2 }.tags[1]
---
def nested = [list: [[id: 1, tags: ['a']], [id: 2, tags: ['b', 'c']]]]
println nested.list.collectEntries { [it.id, it.tags] }
---
println([a: 1, b: 2] == [b: 2, a: 1])
println([1, [2, 3]] == [1, [2, 3L]])
---
println([1, 2] != [2, 1])
println([:] == [] )
---
println([a: null] == [:])
