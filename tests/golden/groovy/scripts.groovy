import groovy.transform.Field
@Field def counter = 0
@Field String label = 'L'
def bump() { counter++; "$label$counter" }
println bump() + bump()
undeclared = 'bound'
def show() { undeclared }
println show()
def local = 'x'
def seeLocal() { try { local } catch (MissingPropertyException e) { 'not visible' } }
println seeLocal()
def fact(n) { n < 2 ? 1 : n * fact(n - 1) }
println fact(20)
println fact(25G)
int typed(int a, int b = 2) { a * b }
println typed(4)
String str(x) { x }
println str("a${1}").class.name
void nothing() { 5 }
println nothing()
def c = { undeclared + '!' }
println c()
println binding.hasVariable('undeclared')
println this.class.simpleName
def (x, y, z) = [1, 2]
println "$x $y $z"
(x, y) = [y, x]
println "$x $y"
def early(n) { if (n) return 'early'; 'late' }
println early(1) + early(0)
def multi(Map opts = [:], String name) { "$name $opts" }
println multi('n', a: 1)
println multi('n')
println evaluate('1 + 2')
def varargs(String s, Object... rest) { s + rest.size() }
println varargs('v') + varargs('v', 1, 2)
if (true) { def inner = 1; println inner }
println({ -> 'immediate' }())
println([1, 2].with { size() })
