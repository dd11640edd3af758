@A def a
@A() def b
@A(1) def c
@A('x') def d
@A(b = 1, a = 2) def e
@A(b = [1, 'c', d]) def f
@a.b.C def g
@A(value = x.y, z = { 1 }) def h
@A(1 + 2) @B
@C
def i
@A def j() { }
def k(@A b, @C(1) d) { }
@A class L { @B def c; @D e() { } }
@A(class = 1) def n
