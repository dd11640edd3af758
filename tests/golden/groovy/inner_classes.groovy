class Outer {
    String tag = 'outer'
    static class Nested { String v = 'nested' }
    class Inner { def show() { "inner of $tag" } }
    def make() { new Inner() }
    interface Shape { double area() }
}
println new Outer.Nested().v
println new Outer().make().show()
interface Greeter { String greet(String n) }
class Polite implements Greeter { String greet(String n) { "Dear $n" } }
Greeter g = new Polite()
println g.greet('Ann')
def anon = new Greeter() { String greet(String n) { "Yo $n" } }
println anon.greet('Bob')
def prefix = 'Hey'
def cap = new Greeter() { String greet(String n) { "$prefix $n" } }
println cap.greet('Cap')
def cl = { n -> 'Closure ' + n } as Greeter
println cl.greet('Dan')
def mp = [greet: { n -> 'Map ' + n }] as Greeter
println mp.greet('Eve')
println g instanceof Greeter
abstract class Animal { abstract String sound(); String speak() { "I say ${sound()}" } }
class Dog extends Animal { String sound() { 'Woof' } }
println new Dog().speak()
def cat = new Animal() { String sound() { 'Meow' } }
println cat.speak()
class Counter { static int n = 0; static next() { ++n }; int id = next() }
new Counter(); new Counter()
println Counter.n
println new Counter().id
class Konst { static final LIST = [1, 2]; static final String NAME = 'konst' }
println Konst.LIST + [Konst.NAME]
class Base { def who() { 'base' }; def call2() { who() } }
class Derived extends Base { def who() { 'derived:' + super.who() } }
println new Derived().call2()
trait Flying { String fly() { "$name flies" } }
trait Swim { int depth = 3; String swim() { "swims $depth" } }
class Duck implements Flying, Swim { String name = 'Duck' }
println new Duck().fly() + ' ' + new Duck().swim()
def run(Runnable r) { r.run() }
run { println 'ran' }
println new Dog().class.superclass.simpleName
