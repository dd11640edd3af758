def sb = new StringBuilder()
sb << 'a' << 1
sb.append('b').append(2.5)
println sb
println sb.length() + sb.size()
println sb.toString() == 'a1b2.5'
sb.insert(0, 'X')
println sb.reverse()
println sb.indexOf('.')
sb.deleteCharAt(0)
println sb.toString() + '!'
def s = 'x' << 'y'
println s.class.simpleName
println s
def w = new StringWriter()
w << 'one'
w.write(' two')
println w
println w.toString().size()
def pw = new StringWriter()
pw.append('q').append('r')
println pw
println new StringBuilder('abc').replace(0, 1, 'ZZ')
new StringReader('l1\nl2').eachLine { println it }
