x = a as Map<String, List<X>>
[]
y = (a as A<B<C>>[])
z = a as A<B<C<D> > >
A<B<C>>[] arrays = null
A<B<C>>
[] more = null
class Holder {
    List<List<String>>
    names
}
if (a instanceof A<B<C>>
) { }
u = new double[2][][5]
v = new double[2][3][]
A[*: m]
A[*: m, b: 1]
A[b: m, *: n]
c = { a, @T
      final

      def
      String m, z -> m
}
d = { List<
        ? super
            Map,
        List
      > s, List<List<X>>[]... t ->
    s
}
e = { List<? extends Map<String, Object>>[][] r, List<? super A<B<C>>>[] s, List<Map<A, ? super B<C>>>[] t -> r }
