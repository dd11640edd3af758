f { }; f { -> }; f { x }; f { it -> it }; f { a, b -> a }; f { int a, b = 1, String... c -> a }; f { final a, def b, @A c -> }; f { ...a -> a }
f { Map<String, List<B>> a -> a }; f { a.b.C d -> d }; f { int[] a -> a }; f { a = { b -> c } -> d }; f { String a, B b -> c }; f { a b -> c }
f { a
  -> c }
f { a,
    b -> c }
f {
  ->
}
f { (a, b) = c }
{ -> x }
{ it -> x }
{ -> x }.call()
x = { it }.call()
x = { y -> y + 1 }
f { x; y }
f { return 1 }
f { g { h { i } } }
