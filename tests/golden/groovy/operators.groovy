println 1 == 1L
println 1 == '1'
println 'a' == 'a'
println null == false
println(([] == null))
println 1 != 2
println 1 <=> 2
println 'b' <=> 'a'
println null <=> 1
println 1 < 2 && 2 <= 2 && 3 > 2 && 3 >= 3
println 'a' in ['a', 'b']
println 'x' in [x: 1]
println 2 in [1, 2]
println 'abc' instanceof String
println 1 instanceof Number
println null instanceof Object
println(([1] instanceof List && [:] instanceof Map))
println !true || !false
println 5 - 3 - 1
println 2 + 3 * 4
println(((2 + 3) * 4))
println((-2) ** 2)
println 1 + 1 + 'a' + 1 + 1
println 'a' + null
println(([1] + 2 + [3]))
println(([1, 2] << 3 << 4))
println 10 % 4 * 2
def a = 5
a += 2; println a
a -= 1; println a
a *= 2; println a
a /= 5; println a
a = 7; a %= 4; println a
a **= 3; println a
def s = 'x'; s += 'y'; println s
s *= 2; println s
def l = [1]; l += 2; println l
l -= 1; println l
def m = [:]; m.x = m.x ?: 1; m.x += 5; println m
def b = 1; b <<= 3; println b
println a++ + ++a
println true & false | true ^ true
println 'abc'.is('abc')
def o = [1]; println o.is(o)
println 3.0 == 3
println 'a'..'c'
println 1 as String
println '5' as int
println(([1, 2] as Set))
println((([1, 2, 2] as Set).size()))
println 1.5 as Integer
println(([a: 1] as Map))
println((([1, 2] as int[]).length))
println(((([1, 2] as Object[]) instanceof Object[])))
