println 'hello'.substring(1).toUpperCase()
def list = []
list.add 'x'
list << 'y'
println list.join('-')
def turn(x) { [by: { y -> [over: { z -> "$x $y $z" }] }] }
println turn(1).by(2).over(3)
def res = turn 1 by 2 over 3
println res
---
def please(c) { [the: { what -> [of: { n -> c(what(n)) }] }] }
def show = { println it }
def root = { Math.sqrt(it) }
please show the root of 100
---
def m(Map opts, x) { "$opts.size $x $opts" }
println m(size: 2, 'x')
println m('y', size: 3, color: 'red')
println m('z', *: [size: 4])
println m(size: 5, *: [size: 6], 'w')
