interface A { }
interface B extends A, C<D> { int X = 1; String Y; int Z; double D; byte E; short S; long L; float F; boolean O; void m(); def n(int a) }
interface G<T> { T x() }
interface H { class I { } ; enum J { K } ; interface L { } }
@interface M { }
@interface N { int x(); String y() default 'a'; Class[] z() default []; int W = 3 }
trait T { }
trait U<V> extends W implements X { int p; static q; abstract void m(); def n() { 1 } ; private o() { } }
