new A(); new A(1, 2); new A(b: 1); new A(1, b: 2); new A<B>(1); new A<>(1); new a.b.C<D>(); new A().b; new A()[1]; new A().b()
new int[3]; new int[3][]; new int[3][4]; new A[1]; new a.B[c + 1]
new A() { int x; void y() { } }
new A() { }.foo()
new
  A()
new A
()
f(new A() { def b() { new C() { } } })
new A(a: 1) { int f() { 1 } }; new A(1, a: 1) { }; new A(a: 1).b { }
