f 1; f 1, 2; f a: 1; f a: 1, b: 2, 3; f 3, a: 1; f 'a', b: 1; f a, { b }; f.g 1; f g { h }; f g(1), h; f null; f true
f a b; f a b c; f a b c d; f a b c d e; f 'a' 'b'; f "a" b "c" d; foo.bar baz qux 3; f(1) g 2; f(a) 'x'; (f(1)) g
f a(1) b; f a.b c; f a[1] b; f a[1]; f [1]; f (1) + 2; f (a) b; f (a) { b }; f a { b }; f a { b } c; f a { b } c { d }; f a b { c }
f 1 { b }; f a, { b } { c }; f 'a' { c }; f new A(); f new A() { }; f this; f super.x; f !a; f ~a; f a++; f -a; f - a; f [:]; f [:], 1
f "x$y": 1; f class: 1, if: 2; f null: 1; f package: 1; f a: b c; x = f a b; def y = f a b, c; x = f.a 'x', b y
println (1)+2; a b = 1; foo x: 1
f a,
  b,
  c: 1
f a b -c; f a b - c; f(1) g -2; f a++ b -c, d; a?.{ b }
