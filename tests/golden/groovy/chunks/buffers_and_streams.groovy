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
