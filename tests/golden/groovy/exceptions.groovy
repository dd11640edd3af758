try { throw new RuntimeException('boom') } catch (RuntimeException e) { println e.message } finally { println 'finally' }
try { null.foo() } catch (NullPointerException e) { println e.message }
try { 1 / 0 } catch (ArithmeticException e) { println e.message }
try { [1].get(4) } catch (IndexOutOfBoundsException e) { println e.message }
try { 'abc' as Integer } catch (NumberFormatException e) { println e.message }
try { (Integer) 'abc' } catch (ClassCastException e) { println e.message }
try { foo } catch (MissingPropertyException e) { println e.message }
try { foo(1, 'x') } catch (MissingMethodException e) { println e.message.readLines()[0] }
class MyEx extends Exception { int code; MyEx(String m, int c) { super(m); code = c } }
try { throw new MyEx('mine', 42) } catch (IllegalStateException e) { println 'no' } catch (MyEx e) { println "${e.message} ${e.code} ${e.class.name}" }
def f() { try { return 'try' } finally { println 'cleanup' } }
println f()
def g() { try { throw new Exception('x') } catch (e) { 'caught' } finally { 'ignored' } }
println g()
try { try { throw new IOException('inner') } finally { println 'in finally' } } catch (IOException e) { println e.message }
try { throw new Exception('outer', new RuntimeException('cause')) } catch (e) { println e.cause.message }
try { throw new IllegalArgumentException() } catch (IllegalStateException | IllegalArgumentException e) { println "multi ${e.message}" }
try { assert false : 'msg' } catch (AssertionError e) { println e.message.readLines()[0] }
try { throw new Error('err') } catch (Throwable t) { println t }
println new Exception('text')
try { Object o = 'x'; Integer i = (Integer) o } catch (e) { println e.class.simpleName }
try { int x = null } catch (e) { println e.message }
try { throw new MyEx('a', 'b') } catch (e) { println e.class.simpleName }
def h() { throw new UnsupportedOperationException('nope') }
try { h() } catch (UnsupportedOperationException e) { println e.message }
try { [].first() } catch (NoSuchElementException e) { println e.message }
try { [1, 2].each { throw new RuntimeException("at $it") } } catch (e) { println e.message }
try { Integer.parseInt('4x') } catch (e) { println e }
try { [1, 2, 3].asImmutable() << 4 } catch (UnsupportedOperationException e) { println 'immutable' }
try { def l = [1, 2]; for (x in l) l << 3 } catch (ConcurrentModificationException e) { println 'cme' }
