def t = new groovy.text.SimpleTemplateEngine().createTemplate('Hi $name! ${1 + 1} <% 3.times { %>x<%= it %><% } %> <%= name.toUpperCase() %> \\$esc')
println t.make(name: 'bob')
println t.make([name: 'al']).toString()
def w = new StringWriter(); t.make(name: 'w').writeTo(w); println w
