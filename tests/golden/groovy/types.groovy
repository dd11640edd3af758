int a = 3.7
println a
String s = 5
println s
List l = 1..3
println l
Set st = [1, 1]
println st
double d = 5
println d
boolean b = 'x'
println b
char c = 'q'
println c
Object o = 1
println o.class.simpleName
int[] arr = [1, 2, 3]
println arr.class.simpleName + arr.length
String[] sa = ['a', 'b']
println sa.join('-')
def x = [1, 2] as String[]
println x.class.name
long lg = 5
println lg.class.simpleName
BigDecimal bd = 5
println bd.class.simpleName
Integer in2 = 5L
println in2.class.simpleName
println((('5' as Integer) + 1))
println(((5 as String) + 1))
println(('1,2'.split(',') as List))
println(([1, 2] as List).size())
println(('true' as Boolean))
println(('' as Boolean))
println((0 as boolean))
println(([1, [2]] as Object[]).length)
try { Integer z = 'abc' } catch (e) { println e.message }
try { List q = 5 } catch (e) { println e.message }
def m = new int[2][3]
m[1][2] = 7
println m
println m[1][2]
println new String[2]
println new String('x') + new Integer(5) + new Date(0).time
println Integer.valueOf(5) + Long.valueOf('7') + Double.parseDouble('1.5')
println Boolean.parseBoolean('TRUE')
println((1 as long).class.simpleName)
println(((Object) 'x').length())
println(([a: 1] as LinkedHashMap).getClass().name)
Map mp = [z: 1]
println mp.getClass().simpleName
println(([] as LinkedList).class.name)
println 'abc'.class == String
println String.name + ' ' + List.simpleName
println 5.class
println String
println int
