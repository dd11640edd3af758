def c = { int x -> if (x > 2) { return 'big' } ; 'small' }
println c(1) + c(3)
[1, 2, 3].each { if (it == 2) return; print it }
println()
println([1, 2, 3, 4].find { it > 2 })
println((1..10).findAll { it % 3 == 0 }.collect { it * it }.sum())
---
do_ = 3
x = 5
println x + binding.variables.x + do_
binding.setVariable('y', 6)
println y
println binding.hasVariable('zz')
try { println undefinedVar } catch (MissingPropertyException e) { println e.message }
def local = 1
def see() { try { local } catch (e) { 'not visible' } }
println see()
---
def f(x) { if (x) { 'yes' } else { 'no' } }
println f(1) + f(0)
---
def g(x) { try { x / 0 } catch (ArithmeticException e) { 'caught' } }
println g(1)
---
def h(x) { for (i in 1..3) { if (i == x) return i * 10 } ; 'none' }
println h(2) + ' ' + h(9)
---
def loop() { for (i in 1..2) { i } }
println loop()
def assign() { def x = 5 }
println assign()
---
a = 1
def local = 2
def reads() { a + 1 }
println reads()
b = a + local
println binding.variables.findAll { it.key in ['a', 'b'] }
---
x = 5
def c = { x + 1 }
x = 10
println c()
this.x = 20
println x + ' ' + this.x + ' ' + getProperty('x')
---
def v = { -> }()
println v
println({ }()) 
println([1, 2].each { } == [1, 2])
---
binding.one = 1
binding['two'] = 2
binding.setVariable('three', 3)
four = 4
def seen() { binding.hasVariable('five') ? five : "no five but $one$two$three" }
println([one, two, three, binding.four, binding['one'], binding."two", binding.getProperty('three'), seen()])
binding.twice = { it * 2 }
println([twice(4), binding.hasVariable("${'on'}e"), binding instanceof Binding, new Binding([a: 1]).a])
[{ binding.five }, { binding.getVariable('five') }, { binding.five() }].each {
    try { println it() } catch (e) { println e.message.readLines()[0] }
}
