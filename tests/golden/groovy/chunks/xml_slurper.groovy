def x = new XmlSlurper().parseText('<r a="1"><b id="x">t1</b><b id="y">t2<c>deep</c></b><d/></r>')
println([x.name(), x.@a, x.b.size(), x.b[0]])
println([x.b[1].@id, x.b.c.text(), x.d.text().isEmpty(), x.zz.size()])
---
def x = new XmlSlurper().parseText('<r a="1"><b id="x">t1</b><b id="y">t2<c>deep</c></b><d/></r>')
println([x.zz.isEmpty()])
println([x.b.collect { it.@id.text() }, x.b*.text(), x.b.findAll { it.@id == 'y' }.size(), x.b.find { it.@id == 'x' }.text()])
---
def x = new XmlSlurper().parseText('<r a="1"><b id="x">t1</b><b id="y">t2<c>deep</c></b><d/></r>')
println([x.children().size(), x.'**'.findAll { it.name() == 'c' }*.text(), x.depthFirst().collect { it.name() }, x.breadthFirst().collect { it.name() }, x.'*'.size()])
println([x.b.@id*.text(), x.b[1].c.parent().@id, x.b[1].parent().name(), x.b.'@id'.join(',')])
---
def x = new XmlSlurper().parseText('<r a="1"><b id="x">t1</b><b id="y">t2<c>deep</c></b><d/></r>')
println([x['@a'], x.b.list().size()])
---
def x = new XmlSlurper().parseText('<r><n>5</n><f>1.5</f><s> pad </s><t>true</t></r>')
println([x.n.toInteger(), x.n.toLong(), x.f.toDouble(), x.f.toBigDecimal()])
println([x.s.text(), x.t.toBoolean(), (x.n == '5'), (x.n == 5)])
println([x.n.text().class.simpleName, x.n.class.simpleName])
println x.n ? 'T' : 'F'
println x.nope ? 'T' : 'F'
x.n = 6
x.s.replaceBody('new')
x.appendNode { added(k: 'v', 'text') }
x.t.replaceNode { u('U') }
println groovy.xml.XmlUtil.serialize(x).replaceAll(/\r/, '')
x.f.@attr = 'q'
println new groovy.xml.StreamingMarkupBuilder().bind { mkp.yield x }
---
def x = new XmlSlurper().parseText('<a xmlns:k="urn:k" k:at="1"><k:b>kb</k:b><b>plain</b></a>').declareNamespace(k: 'urn:k')
println([x.b.size(), x.'@k:at', x.b[0].namespaceURI()])
def p = new XmlParser().parseText('<a xmlns:k="urn:k"><k:b>kb</k:b></a>')
def q = new XmlParser(false, false).parseText('<a xmlns:k="urn:k"><k:b>kb</k:b></a>')
println q.'k:b'.text() + q.children()[0].name() + q.attributes()
def s = new XmlSlurper(false, false).parseText('<a><k:b>kb</k:b></a>')
println s.'k:b'.text()
---
def t = { try { new XmlSlurper().parseText(it); println 'ok' } catch (e) { println e.class.name + ': ' + e.message } }
t '<a>'
t '<a></b>'
t 'text'
t '<!DOCTYPE a><a/>'
t '<a>&amp;&lt;&#65;</a>'
println([new XmlSlurper().parseText('<a><![CDATA[<raw>]]> x</a>').text(), new XmlSlurper().parseText('<a><!-- c --><b/></a>').children().size(), new XmlParser().parseText('<a>  <b/>  t  </a>').value(), new XmlSlurper().parseText('<?xml version="1.0"?><a>  keep  </a>').text()])
---
def doc = new XmlSlurper().parseText('<lib><book y="2001"><t>B</t></book><book y="1999"><t>A</t></book></lib>')
println([doc.book.sort { it.@y.text() as int }.collect { it.t.text() }, doc.book.max { it.@y.toInteger() }.t.text(), doc.book.sum { it.@y.toInteger() }, doc.book.any { it.t == 'A' }])
println([doc.book.every { it.@y }, doc.book*.t*.text(), doc.book.t.join('|'), doc.book.inject(0) { a, b -> a + 1 }])
println([doc.book.groupBy { it.t.text() }.keySet(), doc.book.eachWithIndex { b, i -> print "$i${b.t}" }.size()])
doc.book.each { print it.t.text() + it.@y }
println([doc.book[-1].t.text(), doc.book.first().t.text(), doc.book.last().t, doc.book.getAt(0).@y.text()])
println([doc.book.iterator().next().t, doc.text()])
for (b in doc.book) print b.t
println doc.book.collectEntries { [it.t.text(), it.@y.text()] }
