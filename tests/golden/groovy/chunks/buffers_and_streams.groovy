def w = new StringWriter()
w << 'a' << 1
w.write('b'); w.append('c'); w.print(5); w.println('x')
def pw = new PrintWriter(w); pw.println('pw'); pw.printf('%d', 3); pw.print([1]); pw.flush()
println w.toString().readLines() + w.buffer.length()
println new StringReader('l1\nl2\n').readLines() + new StringReader('abc').text + new StringReader('a\nb').eachLine { print it }
println new StringReader('x y').getText().split() + new BufferedReader(new StringReader('p\nq')).readLine() + new StringReader('1\n2').collect { it }
def bos = new ByteArrayOutputStream(); bos << 'hey'; bos.write('!'.bytes); println([bos.toString(), bos.size(), new ByteArrayInputStream('in'.bytes).text, new ByteArrayInputStream('ab'.bytes).bytes, bos.toByteArray().length])
println new StringReader('a,b\nc,d').splitEachLine(',') { print it[1] }
w = new StringWriter(); w.withWriter { it << 'ww' }; println w
---
def s = new StringBuilder()
s << 1 << 'a' << [2] << null
println s
println s.length() + ' ' + s.reverse()
---
def w = new StringWriter()
w.println 'line'
w.print 1
w << 'x' << "g${2}"
println w.toString()
---
def s = new StringBuffer('hello')
s.insert(0, '>>').append('!').replace(0, 1, '')
println s.toString() + s.indexOf('l') + s.lastIndexOf('l') + s.charAt(1)
s.delete(0, 2)
println s
---
println new StringReader('a\nb\n\nc').readLines() + new StringReader('x').text
def r = new StringReader('1\n2')
println r.readLine() + r.readLine() + r.readLine()
---
def out = new ByteArrayOutputStream()
out << 'abc'
out.write(100)
println out.toString('UTF-8') + out.size() + new String(out.toByteArray())
---
def p = new PrintWriter(new StringWriter())
p.print 'x'
p.flush()
def sw = new StringWriter()
sw.withPrintWriter { it.println 'in'; it.printf('%d', 7) }
println sw
---
def b = new StringBuilder('abc')
println b + 'd' + b.size() + b.contains('b') + b.toString().toUpperCase() + (b.toString() == 'abc') + b[1] + b[0..1]
