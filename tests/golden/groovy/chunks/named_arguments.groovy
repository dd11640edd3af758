def show(Map m = [:], String s = 'none', Closure c = null) { "$m $s ${c?.call()}" }
println show()
println show([:], 'x')
println show(a: 1)
println show(a: 1, 'y')
println show('z', b: 2)
try { println show('x') } catch (e) { println e.class.simpleName }
println show([q: 1], 'w') { 'body' }
println show(a: 1, 'v') { 'tail' }
---
def name = 'toUpperCase'
println 'abc'."$name"()
println 'abc'."to${'Lower'}Case"()
def prop = 'length'
println 'abc'.bytes."$prop"
println([a: 5]."${'a'}")
def call = 'max'
println([1, 9, 3]."$call"())
this."pri${'ntln'}"('dyn')
