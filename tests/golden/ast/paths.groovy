a.b.c; a?.b?.c(); a*.b; a*.c(1); a.@b; a?.@b; a*.@b; a.@b(1); a?.@b(2); a.@'b'; a.@"y$z"; a.&b; a.&b(1); a.&'b'; a.&"g$x"
a.'b c'; a.'b c'(1); a."b"; a."$b"; a.(b); a.(b)(3); a.(b + c); a.class; a.this; a.if; a.in.b; a.{ x }; a*.{ x }; a.package
x.<A>y(); Foo.<Bar>baz(); a.b.C.<D>e(f)
a
  .b
  ?.c
  *.d()
a.
  b.
  c()
in.x; static.x; trait.x; as.y; def.z; package.w
