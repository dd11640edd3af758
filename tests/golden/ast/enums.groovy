enum A { }
enum B { X }
enum C { X, Y, Z }
enum D { X, Y, }
enum E { X, Y; int v; E() { } ; E(int v) { this.v = v } ; def w() { v } }
enum F { X('a', 1), Y(b: 2), Z([1, 2]), W { int x() { 1 } }, V({ 2 }) }
enum G implements H<I>, J { X; void run() { } }
enum K {
  X
  int y
}
enum L {
  X,
  Y
  ;
  static int z = 1
  static { z = 2 }
}
enum M { X; def next() { 1 } ; def previous() { 2 } ; static values() { } }
enum N { @Y X, @Z W(1) }
enum O { int x }
enum P { X { int y() { 1 } }; abstract int y() }
enum Q { X { class R { } } }
class S { enum T { X } }
