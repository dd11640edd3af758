def s = 'abc'
println s.class.name
println s.getClass().simpleName
println 1.class.name
println 'x'.with { it + 'y' }
println 5.with { this.class.simpleName.size() > 0 }
println s.is(s)
println s.asType(List)
println s.equals('abc')
println s.hashCode() == 'abc'.hashCode()
println([a: 1].getClass().name)
println String.class.name + ' ' + Integer.name
class Q { def a = 1; def b() { 2 } }
println new Q().getProperty('a')
def q = new Q(); q.setProperty('a', 9)
println q.a
println q.invokeMethod('b', null)
println q.class.simpleName
println q instanceof Q
println Q.newInstance().a
println q.@a
q.@a = 4
println q.a
