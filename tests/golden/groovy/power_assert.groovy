def check(c) { try { c() ; println 'passed' } catch (AssertionError e) { println e.message } }
def a = [1, 2, 3]
def b = 4
check { assert true }
check { assert a.size() == b }
check { assert b + 1 == 7 }
check { assert a[0] == 2 }
check { assert !b }
check { assert a.contains(9) }
check { assert b > 10 && a }
check { assert 'abc'.toUpperCase() == 'abc' }
check { assert b == 5 : "b was $b" }
check { assert null }
check { assert a == [1, 2] }
def m = [k: 'v']
check { assert m.k == 'w' }
check { assert a*.toString() == ['1'] }
check { assert (b - 4) }
check { assert b in [1, 2] }
