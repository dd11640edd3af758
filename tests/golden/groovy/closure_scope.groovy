class Holder {
    def name = 'holder'
    def plain() { { -> name } }
    def nested() { { -> { -> this.name + owner.getClass().simpleName.contains('closure') } } }
    def counter() { int n = 0; [inc: { ++n }, value: { n }] }
    def callWith(Closure c) { c.delegate = this; c.call() }
}
def h = new Holder()
println h.plain()()
println h.nested()()()
def cnt = h.counter()
cnt.inc(); cnt.inc()
println cnt.value()
name = 'script'
println h.callWith { name }
println h.callWith { delegate.name }
def c = { -> name }
c.delegate = h
println c()
c.resolveStrategy = Closure.DELEGATE_FIRST
println c()
def adders = (1..3).collect { i -> { x -> x + i } }
println adders.collect { it(10) }
def x = 1
def change = { x = x + 1 }
change(); change()
println x
def shadow = { it -> [5].each { println it }; it }
println shadow(9)
def cl = { a -> def inner = { b -> a + b }; inner }
println cl(1)(2)
def self = { owner == this }
println self()
def del = { delegate == owner }
println del()
println({ it }.call('implicit'))
println({ it }.call() == null)
def acc = []
def rec
rec = { n -> if (n > 0) { acc << n; rec(n - 1) } }
rec(3)
println acc
