class A { def name = 'A'; def hello() { "hello from $name" }; def only() { 'only A' } }
class B { def name = 'B'; def hello() { "hi from $name" }; def other() { 'other B' } }
def a = new A()
def b = new B()
def c = { hello() + ' ' + name }
c.delegate = a
println c()
c.delegate = b
println c()
c.resolveStrategy = Closure.DELEGATE_FIRST
println c()
def outer = {
    def inner = { hello() + ' ' + only() }
    inner.delegate = b
    inner.resolveStrategy = Closure.DELEGATE_FIRST
    inner()
}
outer.delegate = a
outer.resolveStrategy = Closure.DELEGATE_FIRST
println outer()
def nested = {
    [1, 2].collect { "$it ${name}" }
}
nested.delegate = b
println nested()
println a.with { only() + name }
def nope = { missing() }
nope.delegate = b
nope.resolveStrategy = Closure.DELEGATE_FIRST
try { nope() } catch (MissingMethodException e) { println e.message.readLines()[0] }
nope = { missingProp }
nope.delegate = b
nope.resolveStrategy = Closure.DELEGATE_FIRST
try { nope() } catch (MissingPropertyException e) { println e.message.readLines()[0] }
def only = { other() }
only.delegate = b
only.resolveStrategy = Closure.OWNER_ONLY
try { only() } catch (MissingMethodException e) { println 'missing ' + e.method }
only.resolveStrategy = Closure.DELEGATE_ONLY
println only()
def set = { name = 'changed' }
set.delegate = a
set.resolveStrategy = Closure.DELEGATE_FIRST
set()
println a.name
def own = { owner.is(this) }
println own()
def own2 = { { -> owner instanceof Closure }() }
println own2()
def copy = c.clone()
copy.delegate = a
println copy() + ' / ' + c()
def hello() { 'script hello' }
def e = { [1].each { println hello() } }
e.delegate = a
e.resolveStrategy = Closure.DELEGATE_FIRST
e()
