(int) a; (int) -a; (String) a; (a.B) c; (List<A>) b; (int[]) b; (A[]) b; (A) (B) c; (A) { x }; (A) ~a; (A) !a; (A) new B()
(A) 'x'; (A) 1; (A) this.b; (A) b.c.d(e); (A) b + c; -(A) b; (a) [1]; (a) (b); (f)(4); (f.g)(5); (void) x
(a) - b; (String) - a; (a) + b; (a).b; (A).b; ((a)); (a)[1] ? b : c
(a)(b, c); (a.b)(); (a + b)(c); (a)(*b); (a)(b: 1); ((a)) b; ((A)) b; (a + b) c
a as int[]; a as String; a as a.b.C<D>; a as B ? c : d
