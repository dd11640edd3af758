def f() { try { return 'try' } finally { println 'finally' } }
println f()
def g() { try { throw new RuntimeException('boom') } catch (IllegalStateException e) { 'ise' } catch (RuntimeException e) { "re $e.message" } finally { println 'fin' } }
println g()
def h() { try { 1 / 0 } catch (ArithmeticException | NullPointerException e) { e.class.simpleName + ':' + e.message } }
println h()
---
try { try { throw new Exception('inner') } finally { println 'cleanup' } } catch (e) { println "outer $e.message" }
try { throw new RuntimeException('wrap', new IOException('cause')) } catch (e) { println e.cause.class.name + e.cause.message }
---
try { null.foo() } catch (NullPointerException e) { println e.message }
try { [1][5].x } catch (e) { println e.message }
---
try { throw new Error('err') } catch (Throwable t) { println t }
try { assert false : 'msg' } catch (AssertionError e) { println e.message }
---
class MyEx extends Exception { def code; MyEx(String m, code) { super(m); this.code = code } }
try { throw new MyEx('bad', 7) } catch (MyEx e) { println "$e.message $e.code ${e.class.simpleName} $e" }
try { throw new MyEx('x', 1) } catch (Exception e) { println e instanceof MyEx }
def r = { try { throw new MyEx('y', 2) } catch (e) { return e.code } finally { println 'done' } }()
println r
---
def f(n) { if (n == 0) throw new IllegalArgumentException('zero'); n < 0 ? 'neg' : 'pos' }
println([1, -1].collect { f(it) })
try { f(0) } catch (IllegalArgumentException e) { println e }
def list = []
try { list << 1; list.get(9) } catch (IndexOutOfBoundsException e) { list << 'ioobe' } finally { list << 'f' }
println list
---
def f() { try { 'value' } catch (e) { 'caught' } finally { 'ignored' } }
println f()
---
def log = []
try { log << 1; try { throw new IllegalStateException('a') } finally { log << 2 } } catch (IllegalStateException e) { log << e.message } finally { log << 3 }
println log
---
def f() { for (i in 1..3) { try { if (i == 2) continue; if (i == 3) break; println i } finally { println "f$i" } } }
f()
---
try { throw new IOException('io') } catch (FileNotFoundException | IOException e) { println e.class.name }
try { Integer.parseInt('z') } catch (NumberFormatException e) { println e.message } catch (Exception e) { println 'no' }
---
try { try { throw new Exception('1') } catch (e) { throw new RuntimeException('2', e) } } catch (e) { println e.message + ' <- ' + e.cause.message; println e.cause.cause }
---
def e = new Exception('top', new Error('root'))
println e + ' / ' + e.cause + ' / ' + e.localizedMessage + ' / ' + new Exception(new Error('x')).message
e.addSuppressed(new Exception('s'))
println e.suppressed*.message
---
class AppEx extends RuntimeException { int code; AppEx(int c) { super("code $c"); code = c } ; String getMessage() { "[${super.getMessage()}]" } }
try { throw new AppEx(7) } catch (AppEx x) { println x.message + x.code + x }
---
def r = [1, 0, 'a'].collect { try { 10 / it } catch (ArithmeticException e) { 'div' } catch (MissingMethodException e) { 'mm' } catch (e) { e.class.simpleName } }
println r
---
def f(x) { try { return x * 2 } finally { x = 100 } }
println f(4)
def g() { try { throw new Error('lost') } finally { return 'from finally' } }
println g()
---
class P { }
def told = { run ->
    try {
        run()
    } catch (MissingMethodException e) {
        println([e.method, e.type, e.type == P, e.arguments, e.arguments.class, e.static, e.isStatic(), e.getMethod()])
    } catch (MissingPropertyException e) {
        println([e.property, e.type, e.type == P, e.getProperty(), e.getType().simpleName])
    }
}
told { [1].foo(1, 'a') }
told { new P().foo() }
told { P.foo([1]) }
told { Integer.foo() }
told { new P().foo }
told { 'a'.foo }
told { throw new MissingMethodException('a', String, [1] as Object[]) }
told { throw new MissingPropertyException('a', P) }
println new MissingMethodException('a', P, [1] as Object[], true).isStatic()
