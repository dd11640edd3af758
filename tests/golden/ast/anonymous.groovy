def r = new Runnable() { class In { } ; void run() { } }
class Q { def a = new B() { def b = new C() { class X { } } } ; def z = new R() { class V { } } }
def q = new Z() { class W { } }
def m() { new A() { class B { } } }
