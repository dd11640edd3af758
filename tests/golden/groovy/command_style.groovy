def say(x) { println "say $x"; this }
def to(x) { println "to $x"; this }
say 'hi'
say 'hi' to 'bob'
say([1, 2])
say a: 1, b: 2
def list(a, b, c) { println "$a $b $c" }
list 1, 2, 3
list 'a',
    'b',
    'c'
def x = say 'assigned'
def block(Closure c) { c() }
block {
    say 'inside'
    list 4, 5, 6
}
def named(Map m, Closure c) { println m; c() }
named(k: 1) { println 'body' }
named k: 2, { println 'body2' }
def 'quoted name'() { 'quoted' }
println 'quoted name'()
println this.'quoted name'()
