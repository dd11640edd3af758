def t = new groovy.text.SimpleTemplateEngine().createTemplate('Hi $name! ${1 + 1} <% 3.times { %>x<%= it %><% } %> <%= name.toUpperCase() %> \\$esc')
println t.make(name: 'bob')
println t.make([name: 'al']).toString()
def w = new StringWriter(); t.make(name: 'w').writeTo(w); println w
---
def e = new groovy.text.SimpleTemplateEngine()
println e.createTemplate('''<% items.each { i -> %>- ${i.n} = <%= i.v %>
<% } %>end''').make(items: [[n: 'a', v: 1], [n: 'b', v: 2]])
println e.createTemplate('<% if (x) { %>yes<% } else { %>no<% } %>').make(x: false)
println e.createTemplate('${a.b.c} $a.b.c "quoted" \'s\' ').make(a: [b: [c: 'deep']])
try { println e.createTemplate('$missing').make([:]) } catch (ex) { println ex.class.simpleName }
println e.createTemplate(new StringReader('r ${x}')).make(x: 1)
println e.createTemplate('multi\nline\r\n"""triple""" $x').make(x: 2).toString().readLines()
---
def g = new groovy.text.GStringTemplateEngine()
println g.createTemplate('Dear <%= who %>, $x ${x + 1} <% out << "out" %> end').make(who: 'W', x: 1)
println new groovy.text.StreamingTemplateEngine().createTemplate('S ${a} <% [1,2].each { %>$it;<% } %>').make(a: 'q')
---
def e = new groovy.text.SimpleTemplateEngine()
println e.createTemplate('a=${a} b=$b').make(a: 1, b: [2, 3])
---
println new groovy.text.SimpleTemplateEngine().createTemplate('<% for (i in 1..3) { %>[${i}]<% } %>').make()
---
println new groovy.text.SimpleTemplateEngine().createTemplate('<% def x = 5; x++ %>$x <%= x * 2 %>').make([:])
---
def t = new groovy.text.SimpleTemplateEngine().createTemplate('Dear ${name.capitalize()},\n<% if (late) { %>late!\n<% } %>bye')
println t.make(name: 'ann', late: true)
println t.make(name: 'bob', late: false)
---
println new groovy.text.GStringTemplateEngine().createTemplate('${x.collect { it * 2 }} <%= y %>').make(x: [1, 2], y: 'z')
---
def text = 'Hello $user'
def binding = [user: 'U']
println new groovy.text.SimpleTemplateEngine().createTemplate(text).make(binding).toString()
def m = [:].withDefault { "<$it>" }
println new groovy.text.SimpleTemplateEngine().createTemplate('$any ${thing}').make(m)
