class D { def methodMissing(String n, args) { "mm:$n:${args.toList()}" }; def propertyMissing(String n) { "pm:$n" }; def propertyMissing(String n, v) { println "set:$n=$v" } }
def d = new D()
println d.foo()
println d.foo(1, 'a')
println d.bar
d.baz = 3
println d."any thing"(1)
println d.doIt { }.startsWith('mm:doIt')
---
class A { def x = 1; def hello(n) { "hi $n" } }
def a = new A()
def m = 'hello', p = 'x'
println a."$m"('bob') + a."$p" + a['x']
a."$p" = 5
println a.x
---
def names = ['toUpperCase', 'reverse', 'length']
println names.collect { 'abc'."$it"() }
---
def map = [:]
['a', 'b'].each { map."key_$it" = it }
println map
println map.'key_a' + map["key_b"]
---
def call = 'plus'
println 1."$call"(2) + ' ' + [3, 1, 2]."${'so' + 'rt'}"()
println Math."max"(3, 7)
---
class S { static hi() { 'static hi' }; def 'name with spaces'() { 'spaces' } }
println S."${'hi'}"() + ' ' + new S().'name with spaces'()
try { new S()."no${1}"() } catch (MissingMethodException e) { println e.method }
---
class P {
    def a
    private b
    static c
    def getD() { 1 }
}
println(['a', 'b', 'c', 'd', 'class', 'metaClass', 'zz'].collect { new P().hasProperty(it)?.name })
println(['abc'.hasProperty('bytes')?.name, 'abc'.hasProperty('zz'), [1].hasProperty('empty')?.name, [a: 1].hasProperty('a')])
println([new Date(0).hasProperty('time')?.name, this.hasProperty('binding')?.name, this.hasProperty('zz')])
