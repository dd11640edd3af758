import groovy.json.*
println new JsonBuilder([a: 1, b: [1, 2], c: null]); println new JsonBuilder([1, 'x']).toPrettyString(); def b = new JsonBuilder(); b(a: 1, b: 2); println b; b([1, 2, 3]) { n it }; println b; b { x 1; y([1, 2]) { v it } }; println b; def r = b.call([k: 'v']); println r; b(1, 2, 3); println b
---
import groovy.json.*
println JsonOutput.toJson([a: 1, 'b c': "g${1}", d: 1.50, e: true, f: null, g: [1, [2]], h: 'q"\n\u00e9/', i: new Date(0), j: 1L, k: 'c' as char, l: 1.0d]); println JsonOutput.toJson('s'); println JsonOutput.toJson(5); println JsonOutput.toJson(null as Map); println JsonOutput.toJson([]); println JsonOutput.toJson([:]); println JsonOutput.prettyPrint('{"a":[1,2,{"b":null}],"c":{}}'); class P { String n = 'x'; int a = 1 }; println JsonOutput.toJson(new P()); enum E { A }; println JsonOutput.toJson([E.A]); println JsonOutput.toJson([1, 2] as Set); println JsonOutput.toJson([1, 2] as int[]); println JsonOutput.toJson([(1): 2])
---
import groovy.json.*
def j = new JsonSlurper().parseText('{"a": 1, "b": [1.5, 2e3, "x\\u0041", null, true], "c": {"d": "e"}, "big": 12345678901, "huge": 123456789012345678901}')
println j
---
import groovy.json.*
def j = new JsonSlurper().parseText('{"a": 1, "b": [1.5, 2e3, "x\\u0041", null, true], "c": {"d": "e"}, "big": 12345678901, "huge": 123456789012345678901}')
println j.a.class
---
import groovy.json.*
def j = new JsonSlurper().parseText('{"a": 1, "b": [1.5, 2e3, "x\\u0041", null, true], "c": {"d": "e"}, "big": 12345678901, "huge": 123456789012345678901}')
println j.b*.getClass()*.simpleName
---
import groovy.json.*
def j = new JsonSlurper().parseText('{"a": 1, "b": [1.5, 2e3, "x\\u0041", null, true], "c": {"d": "e"}, "big": 12345678901, "huge": 123456789012345678901}')
println j.c.d
---
import groovy.json.*
def j = new JsonSlurper().parseText('{"a": 1, "b": [1.5, 2e3, "x\\u0041", null, true], "c": {"d": "e"}, "big": 12345678901, "huge": 123456789012345678901}')
println j.big.class
---
import groovy.json.*
def j = new JsonSlurper().parseText('{"a": 1, "b": [1.5, 2e3, "x\\u0041", null, true], "c": {"d": "e"}, "big": 12345678901, "huge": 123456789012345678901}')
println j.huge.class
---
import groovy.json.*
def j = new JsonSlurper().parseText('{"a": 1, "b": [1.5, 2e3, "x\\u0041", null, true], "c": {"d": "e"}, "big": 12345678901, "huge": 123456789012345678901}')
println j.b.getClass().simpleName
---
import groovy.json.*
def j = new JsonSlurper().parseText('{"a": 1, "b": [1.5, 2e3, "x\\u0041", null, true], "c": {"d": "e"}, "big": 12345678901, "huge": 123456789012345678901}')
println j.zzz
---
import groovy.json.*
def j = new JsonSlurper().parseText('{"a": 1, "b": [1.5, 2e3, "x\\u0041", null, true], "c": {"d": "e"}, "big": 12345678901, "huge": 123456789012345678901}')
println new JsonSlurper().parseText('[1,2]').sum()
---
import groovy.json.*
def j = new JsonSlurper().parseText('{"a": 1, "b": [1.5, 2e3, "x\\u0041", null, true], "c": {"d": "e"}, "big": 12345678901, "huge": 123456789012345678901}')
println new JsonSlurperClassic().parseText('{"z":1,"a":2}')
---
import groovy.json.*
def j = new JsonSlurper().parseText('{"a": 1, "b": [1.5, 2e3, "x\\u0041", null, true], "c": {"d": "e"}, "big": 12345678901, "huge": 123456789012345678901}')
println new JsonSlurper().parseText('{"z":1,"a":2}').keySet()
---
import groovy.json.*
try { new JsonSlurper().parseText('{bad}') } catch (e) { println e.class.name }
---
import groovy.json.*
try { new JsonSlurper().parseText('') } catch (e) { println e.class.name; println e.message }
---
import groovy.json.*
try { new JsonSlurper().parseText(null) } catch (e) { println e.class.name; println e.message }
---
import groovy.json.*
try { new JsonSlurper().parseText('[1,') } catch (e) { println e.class.name }
---
import groovy.json.*
println new JsonSlurper().parseText('  5 ')
---
import groovy.json.*
println new JsonSlurper().parseText('"x"')
---
import groovy.json.*
println new JsonSlurper().parse('{"a":1}'.bytes)
---
import groovy.json.*
println new JsonSlurper().parse(new StringReader('{"a":1}'))
---
import groovy.json.*
def sw = new StringWriter(); def s = new StreamingJsonBuilder(sw); s { a 1; b { c 'x' }; d([1, 2]) { e it } }; println sw; def sw2 = new StringWriter(); new StreamingJsonBuilder(sw2).people([1, 2]) { n it }; println sw2; def sw3 = new StringWriter(); new StreamingJsonBuilder(sw3)(a: 1); println sw3; def sw4 = new StringWriter(); new StreamingJsonBuilder(sw4, [1, 2]); println sw4
---
def c = new ConfigSlurper('dev').parse('url = "base"\nenvironments { dev { url = "dev" }\n prod { url = "prod" } }'); println c.url; def d = new ConfigObject(); d.x.y = 1; println d; println d.prettyPrint(); def w = new StringWriter(); d.writeTo(w); println w
---
def nb = new NodeBuilder(); def r = nb.root(a: 1) { child('t'); other { x(1) } }; println r; println r.child.text(); println r.@a; println r.other.x.text(); println r.other[0].x[0].value()
---
import groovy.text.*
println new SimpleTemplateEngine().createTemplate('Hi ${name}! <% 3.times { %>x<%= it %> <% } %>done $name').make([name: 'n']); println new GStringTemplateEngine().createTemplate('A ${b} <% if (b) { %>yes<% } %>').make([b: 1]).toString(); def t = new SimpleTemplateEngine().createTemplate('<% items.each { i -> %>- ${i.toUpperCase()}\n<% } %>'); println t.make(items: ['a', 'b']); def w = new StringWriter(); t.make([items: ['q']]).writeTo(w); println w; println new StreamingTemplateEngine().createTemplate('s ${x}').make([x: 5]).toString(); println new SimpleTemplateEngine().createTemplate('${a.b.c} \\$5').make([a: [b: [c: 'deep']]])
---
import groovy.transform.*
@ToString class A { String n; int a }
@ToString(includeNames = true) class B { String n = 'x'; def l = [1] }
@ToString(excludes = 'a', includePackage = false) class C { String n; int a }
@ToString(includeFields = true, includeNames = true) class D { private int p = 3; String q = 'q' }
@ToString(includeSuper = true) class E extends A { int z }
@ToString(ignoreNulls = true) class F { String x; String y = 'y' }
@ToString(includes = ['n']) class G { String n = 'n'; int k = 2 }
println new A(n: 'q', a: 1); println new A(); println new B(); println new C(n: 'm'); println new D(); println new E(n: 'p', z: 2); println new F(); println new G()
---
import groovy.transform.*
@EqualsAndHashCode class A { String n; int a }
@EqualsAndHashCode(excludes = 'a') class B { String n; int a }
@EqualsAndHashCode(includes = ['a']) class C { String n; int a }
println new A(n: 'x', a: 1) == new A(n: 'x', a: 1); println new A(n: 'x') == new A(n: 'y'); println new A(n: 'x', a: 1).hashCode() == new A(n: 'x', a: 1).hashCode(); println new B(n: 'x', a: 1) == new B(n: 'x', a: 2); println new C(n: 'x', a: 1) == new C(n: 'z', a: 1); println([new A(n: 'x'), new A(n: 'x')] as Set); println new A() == null; println new A().equals('x'); println new A(n: 'x', a: 1).hashCode(); println new HashSet([new A(n: 'a'), new A(n: 'a')]).size(); println new A().canEqual(new A())
---
import groovy.transform.*
@TupleConstructor class A { String n; int a = 5; def b }
@TupleConstructor(includes = ['a']) class B { String n; int a }
println new A('x').n; println new A('x', 2).a; println new A('x', 2, 3).b; println new A().a; println new A(n: 'named').n; println new B(4).a; try { new A(1, 2, 3, 4) } catch (e) { println e.class.simpleName }
---
import groovy.transform.*
@Canonical class P { String n; int a }
println new P('x', 1); println new P(n: 'y'); println new P('x', 1) == new P('x', 1); println new P().hashCode() == new P().hashCode(); println new P('x'); def p = new P('q', 2); p.a = 9; println p
---
import groovy.transform.*
@Immutable class P { String n; int a; List l }
def p = new P('x', 1, [1]); println p; println new P(n: 'y', a: 2); try { p.n = 'z' } catch (e) { println e.class.name; println e.message }; try { p.l << 2 } catch (e) { println e.class.simpleName }; println p == new P('x', 1, [1]); println new P(n: 'q').l; try { new P(zz: 1) } catch (e) { println e.class.simpleName; println e.message }; @Immutable(copyWith = true) class Q { int x, y }; def q = new Q(1, 2); println q.copyWith(x: 5); println q.hashCode() == new Q(1, 2).hashCode()
---
import groovy.transform.*
@Sortable class P { String n; int a; String toString() { "$n$a" } }
println([new P(n: 'b', a: 1), new P(n: 'a', a: 2), new P(n: 'a', a: 1)].sort()); println new P(n: 'a') <=> new P(n: 'b'); println P.comparatorByA().compare(new P(a: 1), new P(a: 2)); println([new P(n: 'b', a: 1), new P(n: 'a', a: 2)].sort(false, P.comparatorByA())); @Sortable(includes = ['a']) class Q { String n; int a }; println new Q(n: 'z', a: 1) < new Q(n: 'a', a: 2)
---
class D { @Delegate List l = []; @Delegate Date d = new Date(0); def own() { 'own' } }
def x = new D(); x << 1; x.add(2); println x.size(); println x.l; println x.own(); println x.time; println x[0]; println x.contains(2); println x instanceof List; println x.isEmpty()
---
class W { String hi(x) { "hi $x" }; def p = 'prop' }
class V { @Delegate W w = new W(); def hi() { 'v' } }
println new V().hi('a'); println new V().hi(); println new V().p; def v = new V(); v.p = 'new'; println v.w.p
---
class L { @Lazy def x = { println 'init'; 5 }(); @Lazy List z = [1, 2]; @Lazy static s = 'st' }
def l = new L(); println 'made'; println l.x; println l.x; println l.z; println L.s
---
@Singleton class S { int n = 1; def inc() { n++ } }
S.instance.inc(); println S.instance.n; println S.instance.is(S.getInstance()); try { new S() } catch (e) { println e.class.simpleName; println e.message }; @Singleton(lazy = true) class T { def v = 3 }; println T.instance.v; @Singleton(strict = false) class U { U() { } }; println U.instance.class
---
import groovy.transform.*
class M { int calls = 0; @Memoized def slow(int x) { calls++; x * 2 } }
def m = new M(); println m.slow(2); println m.slow(2); println m.slow(3); println m.calls; @Memoized def f(n) { println "calc $n"; n + 1 }; println f(1); println f(1)
---
import groovy.transform.*
class Base { def x; Base() { x = 'none' }; Base(String s) { x = s }; Base(int a, int b) { x = a + b } }
@InheritConstructors class Sub extends Base { }
println new Sub('q').x; println new Sub(1, 2).x; println new Sub().x; @InheritConstructors class MyEx extends Exception { }; println new MyEx('m').message; println new MyEx('m', new Error('c')).cause.message; println new MyEx().message
---
import groovy.transform.builder.*
@Builder class P { String n; int a; List l }
println P.builder().n('x').a(3).build().n; def p = P.builder().a(1).l([1]).build(); println p.l; println p.a; @Builder(builderStrategy = SimpleStrategy, prefix = '') class Q { String n; int a }; println new Q().n('z').a(4).n; @Builder(builderStrategy = SimpleStrategy) class R { String n }; println new R().setN('set').n; @Builder(builderMethodName = 'make', buildMethodName = 'done', prefix = 'with') class T { int k }; println T.make().withK(3).done().k
---
import groovy.transform.*
@ToString @TupleConstructor class Pt { int x, y }
@ToString(includeNames = true, includePackage = false) class Cir extends Pt { int r; static int cnt = 1; final String tag = 't' }
println new Pt(1, 2); println new Cir(x: 1, r: 2); @ToString class Nest { def inner }; println new Nest(inner: new Pt(3, 4)); println new Nest(inner: [1, 'a', null]); println new Nest(inner: "g${1}"); println([new Pt(1, 2)]); println "${new Pt(1, 2)}"
---
println groovy.inspect.Inspector.simpleName; def p = new Observable2()
---
@groovy.util.logging.Log class A { def x() { 1 } }; println new A().x()
