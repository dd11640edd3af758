import groovy.xml.*
def w = new StringWriter()
def m = new MarkupBuilder(w)
m.root(a: 1, b: "q'\"<") { item('text & <'); empty(); nested { deep(x: 'y') { mkp.yield 'raw & '; mkp.yieldUnescaped '<i/>' } }; mkp.comment 'note'; 'with-dash'('d'); multi 'a', k: 'v' }
println w
---
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
---
import groovy.xml.*
def sb = new StreamingMarkupBuilder()
println sb.bind { root(a: 'x') { b 'te<xt'; c(); mkp.yield('y&'); mkp.yieldUnescaped('<z/>'); mkp.comment('cc') } }
sb.encoding = 'UTF-8'
println sb.bind { mkp.xmlDeclaration(); mkp.declareNamespace(x: 'urn:x'); x.r { x.b('1') } }
println XmlUtil.escapeXml('<a b="c">&\'') + new StreamingMarkupBuilder().bind { a { b('c') } }.toString()
println XmlUtil.serialize('<a><b>x</b><c k="v"/></a>')
---
import groovy.xml.MarkupBuilder
def w = new StringWriter()
new MarkupBuilder(w).a { b(); c('t'); d(x: 1); e(x: 1, 't'); f(x: 1) { g() } }
println w
---
import groovy.xml.MarkupBuilder
def w = new StringWriter()
def x = new MarkupBuilder(w)
x.'ns:root'('xmlns:ns': 'u') { 'ns:child'('v') }
x.second()
println w
---
import groovy.xml.MarkupBuilder
def w = new StringWriter()
def m = new MarkupBuilder(w)
m.ul { ['a', 'b & c', null].each { li(it) } }
println w
---
import groovy.xml.MarkupBuilder
def w = new StringWriter()
def m = new MarkupBuilder(w)
m.setOmitEmptyAttributes(true)
m.setOmitNullAttributes(true)
m.a(b: null, c: '', d: 0) { mkp.yieldUnescaped('<![CDATA[x]]>') }
println w
---
import groovy.xml.StreamingMarkupBuilder
def m = new StreamingMarkupBuilder().bind { r { (1..2).each { n -> i(n: n, "v$n") }; e() ; t "a<b" } }
println m
println m.toString().size()
---
import groovy.xml.MarkupBuilder
def build(Closure c) { def w = new StringWriter(); def m = new MarkupBuilder(w); c(m); w.toString() }
println build { it.x(1) }
println build { m -> m.x { y(2) { z 3 } } }
---
import groovy.xml.*
println XmlUtil.escapeXml('a < b & "c"') + ' ' + XmlUtil.serialize('<a><b/></a>').trim()
