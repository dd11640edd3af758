"""Attempts to leave the interpreter or to use up the machine.

``ESCAPES`` end in an error, ``HARMLESS`` in a value that is no way out, ``EXHAUSTIONS`` in an error within their budget,
``SOURCES`` anyhow but soon.
"""

# ruff: noqa: E501
from __future__ import annotations

ESCAPES = [
    # the process and the machine
    "System.exit(1)", "System.exit 1", "java.lang.System.exit(1)", "Runtime.runtime.halt(1)", "Runtime.getRuntime().exec('ls')",
    "java.lang.Runtime.runtime.exec('ls')", "'ls'.execute()", "\"ls\".execute().text", "['ls'].execute()", "(['ls'] as String[]).execute()",
    "new ProcessBuilder('ls').start()", "new ProcessBuilder(['ls']).inheritIO().start()", "'ls'.&execute.call()", "def f = 'ls'.&execute; f()",
    "['ls']*.execute()", "'ls'.\"${'exe' + 'cute'}\"()", "'ls'.invokeMethod('execute', null)", "'ls'.with { execute() }", "use(ProcessGroovyMethods) { 'ls'.execute() }",
    "org.codehaus.groovy.runtime.ProcessGroovyMethods.execute('ls')", "System.in.read()", "System.in.text", "System.setOut(null)", "System.setProperty('a', 'b')",
    "System.load('/tmp/x.so')", "System.loadLibrary('c')", "System.securityManager = null", "System.setSecurityManager(null)", "import static java.lang.System.exit\nexit(1)",
    "import static java.lang.System.*\nexit(1)", "import java.lang.System as S\nS.exit(1)", "import java.lang.Runtime as R\nR.runtime.halt(1)", "System.'exit'(1)", "System.\"${'exit'}\"(1)",
    "System.&exit.call(1)", "def e = System.&exit; e(1)", "(System as Class).exit(1)", "[System][0].exit(1)", "def c = System; c.exit(1)", "System.methods", "System.class.forName('x')",
    # files and the network
    "new File('/etc/passwd').text", "new File('/etc/passwd').readLines()", "new File('/etc/passwd').eachLine { }", "new File('/etc/passwd').bytes", "new File('/').listFiles()",
    "new File('/tmp/x') << 'y'", "new File('/tmp/x').write('y')", "new File('/tmp/x').delete()", "new File('/tmp/x').mkdirs()", "new File('/tmp/x').newWriter()", "new File('/tmp').eachFileRecurse { }",
    "new File('/etc/passwd').withReader { it.text }", "new File('.').absoluteFile.parentFile.text", "File.createTempFile('a', 'b')", "File.listRoots()", "new FileReader('/etc/passwd')", "new FileInputStream('/etc/passwd')",
    "new FileOutputStream('/tmp/x')", "new FileWriter('/tmp/x')", "new Scanner(new File('/etc/passwd')).next()", "new RandomAccessFile('/etc/passwd', 'r')", "java.nio.file.Files.readAllLines(null)",
    "java.nio.file.Paths.get('/etc/passwd').text", "'/etc/passwd'.toFile()", "new URL('file:///etc/passwd').text", "new URL('http://localhost').openStream()", "'http://localhost'.toURL().text", "new URI('http://localhost').toURL().text",
    "new Socket('localhost', 80)", "new ServerSocket(80)", "InetAddress.getByName('localhost')", "groovy.sql.Sql.newInstance('jdbc:x')", "new groovy.sql.Sql()", "new XmlSlurper().parse('http://localhost')", "new XmlParser().parse(new File('/etc/passwd'))",
    "new groovy.json.JsonSlurper().parse(new File('/etc/passwd'))", "new groovy.json.JsonSlurper().parse(new URL('http://localhost'))", "new groovy.util.ConfigSlurper().parse(new URL('http://localhost'))", "new XmlSlurper().parseText('<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>').text()",
    "new XmlParser().parseText('<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>').text()",
    # code that makes code
    "Eval.me('1')", "Eval.x(1, 'x')", "groovy.util.Eval.me('1')", "new GroovyShell().evaluate('1')", "new groovy.lang.GroovyShell(this.class.classLoader)", "run(new File('/tmp/x.groovy'), [])", "new GroovyClassLoader().parseClass('1')",
    "this.class.classLoader.parseClass('1')", "new GroovyScriptEngine('.').run('x', null)", "groovy.lang.GroovyShell.newInstance()", "new javax.script.ScriptEngineManager().getEngineByName('js')", "@Grab('a:b:1')\nimport a.b", "@Grapes([@Grab('a:b:1')])\nimport a.b",
    "@GrabResolver('x')\nimport a.b", "groovy.grape.Grape.grab(group: 'a')", "new org.codehaus.groovy.control.CompilerConfiguration()",
    # reflection and meta classes
    "''.class.forName('java.lang.Runtime')", "Class.forName('java.lang.Runtime')", "''.class.classLoader", "''.getClass().getClassLoader()", "''.class.methods", "''.class.getDeclaredMethods()", "''.class.declaredFields", "''.class.getMethod('length')", "''.class.constructors",
    "String.newInstance(1, 2, 3)", "''.class.protectionDomain", "''.class.getResource('/')", "''.metaClass.foo = { }", "String.metaClass.foo = { }", "''.getMetaClass()", "''.setMetaClass(null)", "ExpandoMetaClass.enableGlobally()", "Object.metaClass.methodMissing = { n, a -> 1 }",
    "this.metaClass.methods", "GroovySystem.metaClassRegistry", "GroovySystem.version", "org.codehaus.groovy.runtime.InvokerHelper.invokeMethod('', 'execute', null)", "InvokerHelper.getMetaClass('')", "java.lang.reflect.Array.newInstance(String, 1)", "new java.lang.reflect.Proxy()",
    "sun.misc.Unsafe.theUnsafe", "java.lang.invoke.MethodHandles.lookup()", "Integer.@MAX_VALUE.x", "new ObjectInputStream(null)", "new java.io.ObjectOutputStream(null)", "new java.beans.XMLDecoder(null)", "Thread.currentThread().contextClassLoader", "Thread.start { }", "new Thread({ }).start()",
    "Thread.startDaemon { }", "Thread.sleep(100000)", "sleep(100000)", "new Timer().schedule(null, 1)", "java.util.concurrent.Executors.newCachedThreadPool()", "''.wait()", "''.notifyAll()", "new Object().finalize()", "class A { void finalize() { System.exit(1) } }\nnew A().finalize()", "Thread.currentThread().stop()",
    # Python behind the values
    "''.__class__", "''.__class__.__mro__", "''.'__class__'", "''.\"__${'class'}__\"", "''['__class__']", "''.@__class__", "''.getProperty('__class__')", "[1].__init__", "[1].@__class__", "[a: 1].@__class__", "[1].__len__()", "[1]*.__class__", "[a: 1].&__getitem__('a')", "(1).__add__(2)", "1.5.__class__", "({ }).code", "({ }).rt",
    "({ }).@rt", "({ }).@code", "({ }).captured", "({ }).this_object", "({ }).__globals__", "({ }).call.__globals__", "({ }).__call__()", "this.cls", "this.@cls", "this.binding.__class__", "this.__dict__", "this.@__dict__", "class A { }\nnew A().cls", "class A { }\nnew A().@fields", "class A { }\nnew A().__dict__",
    "Integer.__subclasses__()", "Integer.@name.__class__", "'%s'.__format__()", "evaluate('System.exit(1)')", "this.evaluate('host.secret')", "(host.&secret)()", "''.join.__self__", "''.encode('utf-8')", "''.maketrans('a')", "(1..2).low", "(1..2).@low", "('a' =~ 'a').regex", "(~/a/).compiled", "(~/a/).@compiled", "new Date().time_ms", "new StringBuilder().@text.__class__",
    "new Random().state", "new Exception('x').error", "try { null.x() } catch (e) { e.error.__traceback__ }", "try { null.x() } catch (e) { e.@error }", "new Exception().cls", "[1].iterator().items", "[1].iterator().@items", "UUID.randomUUID().value", "host.__class__", "host.@secret", "host.secret", "host.invoke_method", "[host]*.secret", "host.'invoke_method'('a')", "host.getClass().secret",
    "host.metaClass", "host.__init__()", "host.get_property('a')", "host.groovy_class", "host.with { secret }", "new Object().is.__self__", "''.&toUpperCase.invoke", "''.&length.method.x", "jenkins.model.Jenkins.instance", "hudson.model.Hudson.instance", "Jenkins.instance", "com.cloudbees.groovy.cps.Continuable.x", "import os\nos.system('ls')", "__import__('os')", "open('/etc/passwd')", "exec('1')", "globals()", "print.__globals__",
    "Object.__bases__", "''.class.__name__", "binding.__class__", "getBinding().rt", "GString.EMPTY.__class__", "\"${1}\".to_text", "\"${1}\".@values.x", "({ -> owner.@base.x })()", "({ -> delegate.rt })()", "({ -> thisObject.loader })()", "this.'rt'", "this.@'binding'.x.y",
    "@ASTTest(phase = CONVERSION, value = { assert false })\ndef x = 1\nx", "@groovy.transform.ASTTest(value = { System.exit(1) })\nclass A { }\nnew A().class.name",
]  # fmt: skip

HARMLESS = [
    ("new PrintWriter('/tmp/x').class.name", "java.lang.String"),
    ("evaluate('1 + 1')", "2"),
    ("String.format('{0.__class__}', 1)", "{0.__class__}"),
    ("this.binding.variables.__class__", "null"),
    ("new groovy.util.Node(null, 'a').__dict__", "[]"),
]

EXHAUSTIONS = [
    "while (true) { }", "for (;;) { }", "while (true) { ; }", "def i = 0; while (i < 1) { i -= 0 }", "def f() { f() }; f()", "def c; c = { c() }; c()", "def a() { b() }; def b() { a() }; a()",
    "class A { def getX() { x } }; new A().x", "class A { def getX() { this.x } }\nnew A().x", "class A { String toString() { \"$this\" } }; new A().toString()", "class A { boolean equals(o) { this == o } }; new A() == new A()", "class A { int hashCode() { [this: 1, (this): 2].hashCode() } }; new A().hashCode()",
    "class A { def methodMissing(String n, a) { \"$n\"() } }; new A().x()", "class A { def propertyMissing(String n) { this.\"$n\" } }; new A().x", "class A implements Comparable { int compareTo(o) { this <=> o } }; new A() <=> new A()", "class A { A() { new A() } }; new A()", "class A { static x = new A().x; def y = new A() }; new A()",
    "'x' * 1000000000", "traverse(*1000001..3)", "'x'.multiply(2000000000)", "def a = 'x'; while (true) { a += a }", "def a = 'x'; while (true) { a = a + a }", "def a = 'x'; while (true) { a = \"$a$a\".toString() }", "def s = \"${1}\"; 100.times { s = \"$s$s\" }; s.size()", "def s = 'x'; 100000.times { s = \"${s}${1}\" }; s.toString()", "'x'.padLeft(2000000000)",
    "'x'.padRight(2000000000, 'yy')", "'x'.center(2000000000)", "String.format('%2000000000d', 1)", "String.format('%.2000000000f', 1.0)", "'\\t'.expand(2000000000)", "def b = new StringBuilder('xx'); while (true) { b << b }", "def b = new StringBuilder(); while (true) { b.append('x' * 10000) }", "def b = new StringBuilder(); b.setLength(2000000000)",
    "('x' * 1000000).replaceAll('', 'y' * 1000)", "('x' * 1000000).replace('x', 'y' * 1000)", "('x' * 1000000).toList().join('y' * 1000)", "('x' * 60000000).toList().toString()", "('x' * 60000000).collect { it * 1000 }", "[1] * 2000000000", "[1].multiply(2000000000)", "def l = [1]; while (true) { l += l }", "def l = [1]; while (true) { l.addAll(l) }",
    "def l = []; while (true) { l << 1 }", "def m = [:]; int i = 0; while (true) { m[i++] = i }", "def s = [] as Set; int i = 0; while (true) { s << i++ }", "def l = []; l[2000000000] = 1", "new int[2000000000]", "new int[100000][100000]", "new Object[2000000000]", "new ArrayList(2000000000) + [1] * 2000000000", "(1..2000000000).toList()",
    "((1..2000000000) as List).each { }", "(1..2000000000).collect { it }", "(1..2000000000).each { }", "'' + (1..2000000000)", "(1..2000000000).sum()", "(1..2000000000).reverse()", "(1..2000000000).findAll { it < 0 }", "(1..2000000000).step(1)", "(1L..2000000000L).toList()", "for (i in 1..2000000000) { }", "for (i in 0..<Integer.MAX_VALUE) { }",
    "[*1..2000000000]", "1.upto(2000000000) { }", "2000000000.times { }", "2000000000.downto(0) { }", "0.step(2000000000, 1) { }", "0.0.step(1, 0.000000001) { }", "(1..20).collect { [1, 2, 3] }.combinations()", "(1..40).toList().subsequences()", "(1..12).toList().permutations()", "def l = [1]; 100.times { l = [l, l] }; l.toString()",
    "def l = [1]; 100.times { l = [l, l] }; l.hashCode()", "def l = [1]; 100.times { l = [l, l] }; l.flatten()", "def l = [1]; 100.times { l = [l, l] }; l.inspect()", "def l = [1]; 100.times { l = [l, l] }; [(l): 1]", "def l = [1]; 100.times { l = [l, l] }; l as Set", "def a = [1], b = [1]; 100.times { a = [a, a]; b = [b, b] }; a == b",
    "def m = [a: 1]; 100.times { m = [a: m, b: m] }; m.toString()", "def m = [a: 1]; 100.times { m = [a: m, b: m] }; m.hashCode()", "def m = [a: 1]; 100.times { m = [a: m, b: m] }; groovy.json.JsonOutput.toJson(m)", "def l = []; 100000.times { l = [l] }; l.toString()", "def l = []; 100000.times { l = [l] }; l.hashCode()", "def l = []; 100000.times { l = [l] }; l.flatten()",
    "def l = []; 100000.times { l = [l] }; l == l.collect { [it] }", "def l = []; l << l; l.hashCode()", "def l = []; l << l; l.flatten()", "def l = []; l << l; def k = []; k << k; l == k", "2 ** 2000000000", "10G ** 1000000", "9.9 ** 1000000", "def x = 3G; while (true) { x = x * x }", "def x = 1.1; while (true) { x = x * x }", "1e1000000000 + 1",
    "1G << 2000000000", "1.0.round(2000000000)", "new BigDecimal('1e1000000000').toPlainString()", "new BigDecimal('1e1000000000').toBigInteger()", "('9' * 2000000).toBigInteger() * 2", "('9' * 2000000).toBigDecimal() * 2", "('a' * 40 + '!') ==~ /(a+)+/", "('a' * 40 + '!') ==~ /(a|aa)+/", "('a' * 40 + '!') ==~ /(a|a?)+/", "('a' * 5000) ==~ /a*a*a*a*a*b/",
    "(('a' * 5000) =~ /.*.*.*.*b/).find()", "('a' * 100000).replaceAll(/(a*)*b/, '')", "('a' * 100000).split(/(a*)*b/)", "('a' * 40).find(/(a*)*b/)", "('a' * 40).findAll(/(x+x+)+y|(a*)*b/)", "('x' * 40).matches('(x+x+)+y')", "switch ('a' * 40) { case ~/(a*)*b/: break }", "['a' * 40].grep(~/(a*)*b/)", "('a' * 40).minus(~/(a*)*b/)", "('a' * 40).replaceFirst('(a*)*b', '')",
    "java.util.regex.Pattern.compile('(' * 20000 + ')' * 20000)", "java.util.regex.Pattern.compile('a' * 200000)", "def c = { it }; while (true) { c = c >> { it } }", "def c = { it }; 10000.times { c = c >> { it } }; c(1)", "def c = { it }; 3000.times { c = c.curry(1) }; c()", "def f; f = { n -> f(n + 1) }; f(0)", "def f; f = { n -> n < 2 ? n : f(n - 1) + f(n - 2) }; f(90)",
    "def f = { n -> while (true) { } }.memoize(); f(1)", "try { while (true) { } } catch (Throwable t) { }; while (true) { }", "while (true) { try { while (true) { } } catch (Throwable t) { } finally { } }", "try { while (true) { } } finally { while (true) { } }", "[3, 1, 2].sort { a, b -> while (true) { } }", "[1].each { while (true) { } }", "[a: 1].each { k, v -> while (true) { } }",
    "'a'.replaceAll(/a/) { while (true) { } }", "\"${-> while (true) { } }\".toString()", "def m = [:].withDefault { m[it + 1] }; m = [:].withDefault { k -> m[k + 1] }; m[0]", "def l = [1]; int i = 0; while (true) { l.add(0, i++) }", "def l = [3, 1, 2] * 30000; while (true) { l.sort(false) }", "def l = (1..5000).toList(); while (true) { l.unique(); l.reverse(); l.collect { it } }",
    "outer: while (true) { while (true) { continue outer } }", "switch (1) { case { while (true) { } }: break }", "assert ({ while (true) { } })()", "new groovy.json.JsonSlurper().parseText('[' * 100000)", "new groovy.json.JsonSlurper().parseText('{\"a\":' * 100000)", "new XmlSlurper().parseText('<a>' * 100000)", "new XmlParser().parseText('<a>' * 100000)",
    "new XmlSlurper().parseText('<!DOCTYPE a [<!ENTITY x \"xxxxxxxxxx\">' + (1..20).collect { \"<!ENTITY x${it} \\\"${('&x' + (it == 1 ? '' : it - 1) + ';') * 10}\\\">\" }.join() + ']><a>&x20;</a>').text()", "while (true) { println 'x' * 1000 }", "interface A { int f() }\ndef x = { -> x.f() } as A; x = { -> x.f() } as A; x.f()", "enum E { A; def f() { f() } }\nE.A.f()",
    "trait T { def f() { f() } }\nclass A implements T { }\nnew A().f()", "class A { static int n = A.m(); static int m() { while (true) { } } }\nnew A()", "class A { def x = { while (true) { } }() }\nnew A()", "def f(x = f()) { }; f()", "(((" * 1 + "1" + ")))" + "; while (true) 1",
]  # fmt: skip

#: Deep or huge sources: refused, or run to their end.
SOURCES = [
    "(" * 20_000, "(" * 20_000 + "1" + ")" * 20_000, "[" * 20_000, "[" * 5_000 + "]" * 5_000, "{" * 20_000, "{ -> " * 5_000 + "}" * 5_000, "1" + " + 1" * 50_000, "-" * 20_000 + "1", "!" * 20_000 + "true", "a" + ".b" * 50_000, "a" + "?.b" * 20_000, "x = " * 20_000 + "1",
    "true ? " * 20_000, "true ? 1 : " * 20_000 + "1", "if (true) " * 20_000 + "1", "if (true) { " * 5_000, '"${' * 20_000, '"${"' * 5_000, "f " * 20_000, "f(" * 20_000, "a[" * 20_000, "(int) " * 20_000 + "1", "new A(" * 10_000, "class A { " * 5_000, "try { " * 5_000, "switch (1) { case 1: " * 5_000, "9" * 500_000, "0x" + "f" * 500_000, "1e" + "9" * 10_000,
    "1." + "1" * 500_000, "'" + "a" * 5_000_000, "/*" + "*" * 5_000_000, "\\u" * 10_000, "@A " * 20_000 + "class B { }", "List" + "<List" * 20_000, "int" + "[]" * 20_000 + " a", "a -> " * 10_000, "1 as " * 10_000, "\"$a" * 10_000, "\x00" * 1000, "\ufffe" * 1000, "\ud800" * 10, "def " * 20_000, "label: " * 20_000 + "1", "1 ?: " * 20_000 + "1", "1 ** " * 20_000 + "1", "a << " * 20_000 + "1", "~" * 20_000 + "1", "++" * 10_000 + "a", "import a." + "b." * 20_000 + "c",
]  # fmt: skip
