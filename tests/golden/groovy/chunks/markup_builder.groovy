import groovy.xml.*
def w = new StringWriter()
def m = new MarkupBuilder(w)
m.doubleQuotes = true
m.omitNullAttributes = true
m.expandEmptyElements = true
m.mkp.xmlDeclaration(version: '1.0', encoding: 'UTF-8')
m.html { head { title 'T' }; body(class: 'c', id: null) { [1, 2].each { n -> p("para $n") }; br(); a(href: 'u?a=1&b=2', 'l') } }
println w
w = new StringWriter(); new MarkupBuilder(new IndentPrinter(w, '', false)).a { b 'x' }; println w
w = new StringWriter(); new MarkupBuilder(w).list { (1..3).each { item(n: it) } }; println w
