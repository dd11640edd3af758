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
---
def list = []
list.add 1
list.push 2
println list
println list.size()
---
def call(Map m, Closure c) { "$m ${c()}" }
println call(a: 1) { 'b' }
def job(String n, Closure c) { "$n:${c()}" }
println job('x') { 'y' }
def r = job 'p', { 'q' }
println r
---
class Dsl { def out = []; def task(String n, Map m = [:], Closure c = null) { out << "$n$m"; c?.delegate = this; c?.call() } }
def d = new Dsl()
d.task 'a'
d.task 'b', k: 1
d.task('c', x: 2) { task 'inner' }
d.task 'd', { task 'e', z: 3 }
println d.out
---
def take(n) { [from: { l -> l.take(n) }] }
def r = take 2 from([1, 2, 3])
println r
---
def check(that) { [is: { x -> println "$that is $x" }] }
check 5 is 6
check 'a' is true
---
def m(a, b) { a - b }
println m(5, 2)
def x = m 5, 2
println x
println m([1, 2], [1])
