def t = new groovy.text.SimpleTemplateEngine().createTemplate('Hi $name! ${1 + 1} <% 3.times { %>x<%= it %><% } %> <%= name.toUpperCase() %> \\$esc')
println t.make(name: 'bob')
println t.make([name: 'al']).toString()
def w = new StringWriter(); t.make(name: 'w').writeTo(w); println w
---
def g = new groovy.text.GStringTemplateEngine()
println g.createTemplate('Dear <%= who %>, $x ${x + 1} <% out << "out" %> end').make(who: 'W', x: 1)
println new groovy.text.StreamingTemplateEngine().createTemplate('S ${a} <% [1,2].each { %>$it;<% } %>').make(a: 'q')
