class A { }
class B
{
}
class C extends A implements D, E<F> { }
class G<T extends A & B<C>, U> extends H<T> { T t; List<T> u() { } ; public <V> V w(V v) { v } }
abstract class I { abstract x(); protected abstract int y(); def z() { } }
final class J { }
class K { def x, y = 2; static z; private final int a; protected static String b = 'a', c; public d; @X def e; int[] f = foo 1, 2 }
class L { L() { } ; L(int x) { this() } ; private L(y, z = 1) { super(y); z } ; @X L(String s) throws T { s } ; def L }
class M { { x } ; static { y } ; static { z; w } }
class N { class O { static class P { } } ; interface Q { int x = 1 } ; enum R { S } ; trait T { } }
class U { String toString() { 'a' } ; def call(Closure c = { }, ... d) { } ; void 'x y'() { } ; native int n() { } }
class V { int x; public int x; def y; private y }
class W { static W make() { new W() } ; W w; W v() { } }
@X(1) @Y class Z { }
class AA { class BB { void BB() { } } }
class CC { volatile int x; transient y; synchronized z() { } }
class DD { def a = { b -> c } ; def d() { return { e } } }
