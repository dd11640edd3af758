class Dyn {
    def store = [:]
    def methodMissing(String name, args) { "$name(${args.join(',')})" }
    def propertyMissing(String name) { store.containsKey(name) ? store[name] : "no $name" }
    def propertyMissing(String name, value) { store[name] = value }
}
def d = new Dyn()
println d.foo(1, 2)
println d.bar()
println d.zip
d.zip = 5
println d.zip
d.with { println baz(3); println other }
class Getter { def get(String n) { "got $n" }; void set(String n, v) { println "set $n=$v" } }
def g = new Getter()
println g.abc
g.abc = 4
class Inv { def invokeMethod(String n, Object a) { "invoked $n ${a.size()}" }; def real() { 'real' } }
println new Inv().anything(1, 2)
println new Inv().real()
class Fields { def c = { x -> "closure $x" } }
println new Fields().c(3)
println new Fields().c.call(4)
def name = 'real'
println new Inv()."$name"()
println 'abc'."toUpperCase"()
def prop = 'size'
println([1, 2]."$prop"())
println([a: 5]."${'a'}")
try { new Fields().nope() } catch (MissingMethodException e) { println e.message.readLines()[0] }
try { new Fields().nope } catch (MissingPropertyException e) { println e.message.readLines()[0] }
try { new Fields().nope = 1 } catch (MissingPropertyException e) { println e.message.readLines()[0] }
try { Fields.stat() } catch (MissingMethodException e) { println e.message.readLines()[0] }
