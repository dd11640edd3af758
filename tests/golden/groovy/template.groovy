import groovy.text.SimpleTemplateEngine
def e = new SimpleTemplateEngine()
println e.createTemplate('Hello ${name}, you are $age').make([name: 'Bob', age: 5])
println e.createTemplate('<% items.each { %>- <%= it %>\n<% } %>done').make([items: [1, 2]]).toString()
println e.createTemplate('"quoted" ${a + b}').make(a: 1, b: 2).toString()
def t = e.createTemplate('${x}')
println t.make([x: 'one']).toString() + t.make([x: 'two'])
println e.createTemplate('<% if (ok) { %>yes<% } else { %>no<% } %>').make([ok: false])
println e.createTemplate('''multi
line ${v.collect { it * 2 }.join(',')}
end''').make([v: [1, 2]])
