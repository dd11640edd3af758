trait Fly { String fly() { "flying ${name()}" }; abstract String name() }
class Duck implements Fly { String name() { 'duck' } }
println new Duck().fly()
println new Duck() instanceof Fly
---
trait Counted { int n = 0; int inc() { n = n + 1; n } }
class A implements Counted { }
def a = new A(), b = new A()
a.inc(); a.inc(); b.inc()
println "$a.n $b.n"
a.n = 10
println a.inc()
---
trait A { def m() { 'A' } }
trait B { def m() { 'B' } }
class AB implements A, B { }
class BA implements B, A { }
class Own implements A, B { def m() { 'own ' + A.super.m() + B.super.m() } }
println new AB().m() + new BA().m() + new Own().m()
---
interface Base { def m() }
trait T0 implements Base { def m() { 'T0' } }
trait T1 implements Base { def m() { 'T1>' + super.m() } }
trait T2 implements Base { def m() { 'T2>' + super.m() } }
class C implements T0, T1, T2 { }
println new C().m()
---
trait Greet { private String g() { 'hello' }; String greet() { g() + ' ' + who }; String who = 'you'; static String st() { 'static t' } }
class G implements Greet { }
println new G().greet()
println new G(who: 'me').greet()
println G.st()
---
trait Self { def me() { this }; def cls() { getClass().simpleName }; def each2(Closure c) { c(this) } }
class S implements Self { def v = 5 }
def s = new S()
println s.me().is(s)
println s.cls()
println s.each2 { it.v }
---
trait P1 { String a = 'a1' ; String show() { "show $a" } }
trait P2 extends P1 { String b = 'b2'; String show() { super.show() + b } }
class Q implements P2 { }
println new Q().show()
println new Q().a + new Q().b
---
trait Dyn { def methodMissing(String n, args) { "dyn $n ${args.size()}" }; def propertyMissing(String n) { "prop $n" } }
class DD implements Dyn { }
println new DD().any(1, 2)
println new DD().thing
---
trait Ab { abstract int size(); boolean isEmpty() { size() == 0 } }
class Imp implements Ab { int s; int size() { s } }
println new Imp(s: 0).empty
println new Imp(s: 2).isEmpty()
---
trait Nameable { String name = 'none'; def rename(n) { name = n; this } }
class X implements Nameable { }
println new X().rename('x').name + new X().name
---
trait A { def hi() { 'A' } }
trait B extends A { def hi() { 'B' + super.hi() } }
class C implements B { def hi() { 'C' + B.super.hi() } }
println new C().hi()
---
trait Log { List log = []; void say(s) { log << s } }
class S implements Log { def run() { say 'a'; say 'b'; log } }
println new S().run()
println new S().log
---
interface I { def x() }
trait T implements I { def x() { 'tx' } }
class K implements T { }
println new K().x() + (new K() instanceof I) + (new K() instanceof T)
