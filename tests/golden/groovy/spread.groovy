println(['a', 'bb'].size())
println(['a', 'bb']*.size())
println([[n: 1], [n: 2]]*.n)
println([null, 'a']*.size())
def args = [1, 2, 3]
def f(a, b, c) { "$a$b$c" }
println f(*args)
println([0, *args, 4])
def m = [b: 2]
println([a: 1, *: m])
def g(Map x, y) { "$x $y" }
println g(*: m, c: 3, 9)
println g(5, z: 1)
println([*1..3, *'ab'.toList()])
def v(Object... xs) { xs.length }
println v(*[1, 2], 3)
println v()
println v([1, 2] as Object[])
def none = null
println none*.foo
println none?.foo
println none?.foo()
println none?.a?.b
println([a: null].a?.b)
println(['x', 'y']*.toUpperCase()*.plus('!'))
def h(String a, int... n) { a + n.sum() }
println h('s', 1, 2, 3)
