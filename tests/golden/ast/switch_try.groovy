switch (a) { }
switch (a) { case 1: b }
switch (a) { case 1: break; case 2: case 3: b; break; default: c }
switch (a) { default: b; case 1: c }
switch (a) { case 1: default: b; case 2: c }
switch (a) {
  case 1..2:
  case [3]:
  case String:
  case ~/x/:
  case { it > 1 }:
    b
    c
    break
  default:
    d
}
try { a } finally { b }
try { a } catch (e) { b }
try { a } catch (A e) { b } catch (b.C | D f) { c } finally { d }
try { a }
catch (final def A e) { b }
finally
{ c }
try { a } catch (def e) { } catch (final f) { }
synchronized (a) { b }
throw new A('b')
assert a
assert a : b
assert a == b, 'c'
return
