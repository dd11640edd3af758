def m = 'foo123bar45' =~ /(\d)(\d+)/
println m.find()
println m.group()
println m.group(1)
println m[0]
println m[1][2]
println m.count
println m.size()
println 'abc' ==~ /[a-c]+/
println 'abcd' ==~ /[a-c]+/
if ('hello' =~ /ell/) println 'found'
if (!('hello' =~ /xyz/)) println 'not found'
def p = ~/(\w+)@(\w+)/
println p.class.name
println p.matcher('a@b').matches()
println p
('x@y z@w' =~ p).each { all, a, b -> println "$all $a $b" }
println(('a1b2' =~ /\d/).collect { it })
println(('a1b2' =~ /[a-z](\d)/).collect { it[1] })
switch ('abc123') { case ~/\d+/: println 'digits'; break; case ~/[a-z]+\d+/: println 'mixed'; break }
println 'a.b.c'.replaceAll('\\.', '/')
println 'John Smith'.replaceAll(/(\w+) (\w+)/, '$2, $1')
println 'aaa'.replaceAll('a', '\\$')
println(['ab', 'cd', 'ae'].grep(~/a./))
println 'v1.2.3'.findAll(/\d+/)
println 'v1.2.3'.find(/(\d+)\.(\d+)/) { all, x, y -> "$y.$x" }
def mm = 'key=value' =~ /(?<k>\w+)=(?<v>\w+)/
println mm.matches()
println mm.group('k')
println 'ABC' ==~ /(?i)abc/
println java.util.regex.Pattern.quote('a.b')
println 'x.y' =~ java.util.regex.Pattern.quote('.') ? 'yes' : 'no'
println 'one  two'.split(/\s+/)
println 'a1'.matches(/\w\d/)
println "line1\nline2".replaceAll(/(?m)^/, '> ')
println 'tel 555-1234'.replaceAll(/(\d{3})-(\d{4})/) { full, a, b -> b + a }
println(('abc' =~ /x/).find())
try { println(('abc' =~ /x/)[0]) } catch (IndexOutOfBoundsException e) { println e.message }
def m2 = 'aXbX' =~ 'X'
println m2.replaceAll('-')
