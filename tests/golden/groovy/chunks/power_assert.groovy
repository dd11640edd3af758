assert 1 + 1 == 2
assert 'x', 'never'
try { assert [1, 2].size() == 3 } catch (AssertionError e) { println e.message }
try { def a = 5; assert a > 3 && a < 4 } catch (AssertionError e) { println e.message }
try { assert null } catch (AssertionError e) { println e.message }
---
def x = [a: [b: 1]]
try { assert x.a.b == 2 } catch (AssertionError e) { println e.message }
try { assert !x.a } catch (AssertionError e) { println e.message }
---
def x = [a: [b: 1]]
try { assert x.a.b in [3, 4] : "not in $x" } catch (AssertionError e) { println e.message }
try { assert 'abc'.contains('z') || x.empty } catch (AssertionError e) { println e.message }
---
def x = [a: [b: 1]]
try { assert [1, 2].collect { it * 2 } == [2, 5] } catch (AssertionError e) { println e.message }
---
try { assert 'a'.length() + 'bc'.length() == 4 } catch (AssertionError e) { println e.message }
try { assert "x${1 + 1}" == 'x3' } catch (AssertionError e) { println e.message }
try { assert (1..3).sum() == 7 } catch (AssertionError e) { println e.message }
try { assert Math.max(1, 2) == 3 } catch (AssertionError e) { println e.message }
try { assert new Date(0).time == 1 } catch (AssertionError e) { println e.message.readLines()[0] }
try { assert 5 instanceof String } catch (AssertionError e) { println e.message }
try { int[] q = [1]; assert q[0] == 2 } catch (AssertionError e) { println e.message }
try { assert 'abc' ==~ /b/ } catch (AssertionError e) { println e.message }
---
try { assert 3 > 4 ? true : false } catch (AssertionError e) { println e.message }
try { def m = null; assert m?.x } catch (AssertionError e) { println e.message }
try { def s = 'v'; assert s.toUpperCase().reverse() == 'X' } catch (AssertionError e) { println e.message }
try { def l = [1]; assert l*.plus(1) == [3] } catch (AssertionError e) { println e.message }
try { assert -1 == +1 } catch (AssertionError e) { println e.message }
try { def c = { false }; assert c() } catch (AssertionError e) { println e.message }
