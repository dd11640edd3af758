def x = new XmlSlurper().parseText('<a id="1"><b>one</b><b k="v">two</b><c><d>deep</d></c></a>'); println x.name(); println x.@id; println x.b.size(); println x.b[0].text(); println x.b[1].@k; println x.c.d; println x.c.d.text(); println x.b*.text(); println x.b.collect { it.text() }; println x.children().size(); println x.zzz.text().isEmpty(); println x.zzz.size(); println x.text(); println x.b.find { it.@k == 'v' }.text(); println x.'**'.findAll { it.name() == 'd' }*.text(); println x.depthFirst().collect { it.name() }; println x.breadthFirst().collect { it.name() }
---
def x = new XmlSlurper().parseText('<project><version>1.2.3</version><deps><dep name="a" n="5"/><dep name="b" n="7"/></deps></project>'); println x.version.text() + '|' + x.version.toString(); println "v=${x.version}"; println x.deps.dep.collect { it.@name.text() }; println x.deps.dep.@name*.text(); println x.deps.dep.@n.collect { it.toInteger() }.sum(); println x.deps.dep.findAll { it.@n.toInteger() > 5 }.size(); x.deps.dep.each { println it.@name }; println x.version == '1.2.3'; println x.deps.dep.any { it.@name == 'b' }; println x.deps.dep.max { it.@n.toInteger() }.@name; println x.deps.dep[5].@name.text() == ''; println x.deps.dep.@name.join(','); println x.deps.dep[0].attributes(); println x.deps.isEmpty(); println x.class.simpleName; println x.deps.dep.class.simpleName; println x.deps.dep[0].class.simpleName; println x.deps.dep.first().@n; println x.version.toString().tokenize('.'); println x.version as String
---
def x = new XmlParser().parseText('<a id="1"><b>one</b><b k="v">two</b><c><d>deep</d></c></a>'); println x.name(); println x.@id; println x.b.size(); println x.b[0].text(); println x.b[1].@k; println x.c.d; println x.c.d.text(); println x.c[0].d[0].value(); println x.children().size(); println x.b*.text(); println x.attributes(); println x.attribute('id'); println x.'@id'; println x.c[0].parent().name(); println x.b.@k; println x.depthFirst()*.name(); println x.find { it.name() == 'c' }.name(); println x.toString(); println x.value().class.simpleName; x.@id = '2'; x.appendNode('e', [z: 1], 'txt'); println x.e[0].@z; println x.e.text(); x.remove(x.b[0]); println x.children()*.name()
---
import groovy.xml.MarkupBuilder
def sw = new StringWriter(); def m = new MarkupBuilder(sw); m.root(id: 1) { child('text', a: 'b'); empty(); nested { deep('x < y & z') }; [1, 2].each { n -> item(n: n, "v$n") }; 'with-dash'(k: 'q"uote'); mkp.comment('note'); mkp.yield('y<'); mkp.yieldUnescaped('<raw/>') }; println sw
---
def sw = new StringWriter(); def b = new groovy.xml.MarkupBuilder(sw); b.doubleQuotes = true; b.html { head { title 'T' }; body(class: 'c') { p 'para'; br() } }; println sw.toString(); def sw2 = new StringWriter(); def c = new groovy.xml.MarkupBuilder(new IndentPrinter(new PrintWriter(sw2), '', false)); c.a { b 'x' }; println sw2
---
def sw = new StringWriter(); def m = new groovy.xml.MarkupBuilder(sw); m.setOmitNullAttributes(true); m.setOmitEmptyAttributes(true); m.a(x: null, y: '', z: 1); println sw; def m2 = new groovy.xml.MarkupBuilder(); m2.a { b() }; println()
---
import groovy.xml.StreamingMarkupBuilder
def b = new StreamingMarkupBuilder(); def r = b.bind { root(id: 1) { child('text & more'); empty(); mkp.yield 'plain' } }; println r; println r.toString().length(); println b.bind { mkp.xmlDeclaration(); a('x') }
---
import groovy.xml.XmlUtil
def n = new XmlParser().parseText('<a><b x="1">t</b><c/></a>'); println XmlUtil.escapeXml('<a & "b">'); def s = new XmlSlurper().parseText('<a><b>t</b></a>'); println XmlUtil.serialize(s); println XmlUtil.serialize('<x><y/></x>')
---
import groovy.xml.XmlUtil
def x = new XmlSlurper().parseText('<a><b>1</b></a>'); x.b = '2'; x.b.@k = 'v'; x.appendNode { c('new') }; println XmlUtil.serialize(x); x.b.replaceNode { d('repl') }; println XmlUtil.serialize(x)
---
def n = new Node(null, 'root', [a: 1]); n.appendNode('child', 'text'); def k = new Node(n, 'k', [x: 'y']); k.appendNode('z'); println n; println n.child.text(); println n.k[0].@x; println n.children().size(); def w = new StringWriter(); new XmlNodePrinter(new PrintWriter(w)).print(n); println w
---
try { new XmlSlurper().parseText('<a><b></a>') } catch (e) { println e.class.name }; try { new XmlParser().parseText('nope') } catch (e) { println e.class.name }
---
def x = new XmlSlurper().parseText('<n:a xmlns:n="urn:x"><n:b>t</n:b></n:a>'); println x.name(); println x.b.text(); println x.'n:b'.text(); def y = x.declareNamespace(q: 'urn:x'); println y.'q:b'.text(); println x.namespaceURI(); def p = new XmlParser(false, false).parseText('<n:a xmlns:n="urn:x"><n:b>t</n:b></n:a>'); println p.name(); println p.'n:b'.text()
---
def x = new XmlSlurper().parseText('''<r>
  <i id="1">a</i>
  <i id="2">b<!-- c --></i>
  <![CDATA[cd<]]>
</r>'''); println x.i.size(); println x.i[1]; println x.text().trim(); println x.i.@id.list(); println x.i.list().size(); println x.i.parent().name(); println x.children()*.name(); println x.i.iterator().next().text(); x.i.eachWithIndex { n, i -> println "$i ${n.text()}" }; println x.i.collectEntries { [it.@id.text(), it.text()] }; println x.i.find { it.@id == '2' }.@id.toInteger() + 1; println x.i*.@id; println x.i.inject('') { a, n -> a + n.text() }; println x.i.sum { it.@id.toInteger() }; println x.i.findIndexOf { it.text() == 'a' }; println x.i.toList().size(); println x.i.list()*.text(); println x.i.sort { it.text() }.size()
---
def root = new XmlParser().parseText('<l><p><n>A</n></p><p><n>B</n></p></l>'); println root.p.n*.text(); println root.p.n.text(); println root.p[0].n[0].text(); println root.p.find { it.n.text() == 'B' }.n.text(); println root.'**'.n*.text(); println root.p.collect { it.n[0].text() }; root.p[0].n[0].value = 'Z'; println root.p[0].n.text(); root.p[1].replaceNode { q('r') }; println root.children()*.name(); println root.breadthFirst().size(); println root.p.size(); println root.get('p').size(); println root.iterator().next().name(); println (root.p[0].n[0] instanceof Node); println root.p.class.simpleName
