interface Shape { double area(); String name() }
class Sq implements Shape { double s; double area() { s * s }; String name() { 'sq' } }
class Circle implements Shape { double r; double area() { Math.round(r * r * 3.14 * 100) / 100 }; String name() { 'ci' } }
List<Shape> shapes = [new Sq(s: 2), new Circle(r: 1)]
shapes.each { println "${it.name()} ${it.area()}" }
println shapes*.area().sum()
println shapes.every { it instanceof Shape }
interface K { int MAX = 5; String P = 'p' }
class Uses implements K { def v() { MAX + 1 } }
println new Uses().v() + K.MAX
abstract class Tpl { def run() { "${before()}-${body()}-after" }; def before() { 'before' }; abstract body() }
class Impl extends Tpl { def body() { 'body' } }
println new Impl().run()
class Over extends Impl { def before() { 'over' + super.before() } }
println new Over().run()
println new Over() instanceof Tpl
def cmp = { a, b -> b <=> a } as Comparator
println([1, 3, 2].sort(false, cmp))
Runnable r = { println 'runnable' }
r.run()
trait Named { String name = 'none'; String hi() { "hi $name" } }
class Guy implements Named { }
println new Guy(name: 'guy').hi()
class A2 { def m(Object o) { 'obj' }; def m(String s) { 'str' }; def m(int i) { 'int' } }
def a = new A2()
println a.m('x') + a.m(1) + a.m([])
