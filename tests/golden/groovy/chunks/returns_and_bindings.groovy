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
