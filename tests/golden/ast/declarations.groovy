def x; def x = 1; def x, y = 2, z; def x = y = z; int x; int x = 1, y; String x; String[] x; int[][] x = y; List<String> x
Map<String, List<int[]>> x; Map<?, ? extends A> x; List<? super B> x; A<B<C<D>>> x; List<String>[] x; a.b.C x; a.b.C<D> x; Foo.Bar x = 1
final x = 1; private x = 1; static x = 1; final int x = 1; @A x; @A def x; @A(1) def x = 1; @A(a = 1, b = [1, 2]) def x; @Field static final String X = 'a'
def (a, b) = c; def (int a, String b) = [1, 'x']; final def (a, b) = x; java.lang.Object x; Object y; void x; def void y
