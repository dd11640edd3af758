def x = new XmlParser().parseText('<r a="1"><b id="x">t1</b><b id="y">t2<c>deep</c>tail</b></r>')
println x
println([x.name(), x.@a, x.b.size(), x.b[0].text()])
println([x.b*.@id, x.b[1].value(), x.b[1].c[0].text(), x.b.c.text()])
println([x.attributes(), x.children().size()])
println([x.b.find { it.@id == 'y' }.c.text(), x.'**'.size(), x.depthFirst().size(), x.breadthFirst().size()])
println([x.b[0].parent().name(), x.get('b').size(), x['@a'], x.b.'@id'])
x.b[0].value = 'changed'
x.appendNode('n', [k: 1], 'v')
x.@z = 2
x.remove(x.b[1])
println x
def sw = new StringWriter()
new XmlNodePrinter(new PrintWriter(sw)).print(x)
println sw
println groovy.xml.XmlUtil.serialize(x)
---
def n = new Node(null, 'root', [a: 1])
def c = new Node(n, 'child', 'text')
n.appendNode('other', [k: 'v'])
new Node(n, 'third', [z: 1], 'val')
println n
println([n.children().size(), n.child.text(), n.child[0].value(), n.other[0].@k])
println([c.parent().name(), n.iterator().next().name()])
n.child[0].setValue('new'); n.child[0].@q = 'w'
println n.child[0]
n.remove(c)
println n.children()*.name()
def cl = n.clone(); cl.appendNode('x'); println cl.children().size() + ' ' + n.children().size()
n.other[0].replaceNode { swapped(a: 'b') { inner 'i' } }
println n
n.third[0] + { after('z') }
println n.children()*.name()
println([n.'swapped'.inner.text(), n.text(), n.depthFirst().size(), n.value().class.simpleName])
println new NodeBuilder().people(k: 'v') { person(id: 1, 'A'); person { name 'B' } }
---
def out = new StringWriter()
def p = new XmlNodePrinter(new PrintWriter(out))
p.print(new XmlParser().parseText('<a x="1&amp;2"><b>t&lt;</b><c/><d>m<e/>n</d></a>'))
println out
out = new StringWriter()
p = new XmlNodePrinter(new IndentPrinter(new PrintWriter(out), '\t'), '"')
p.preserveWhitespace = true
p.print(new XmlParser().parseText('<a x="1"><b>t</b><c/></a>'))
println out
println groovy.xml.XmlUtil.serialize(new XmlParser().parseText('<a><b>1</b></a>'))
---
def r = new XmlParser().parseText('<r><a n="1">x</a><a n="2">y</a></r>')
println r.a.size() + ' ' + r.a[1].@n + ' ' + r.a*.text() + ' ' + r.a.@n + ' ' + r.a.text()
---
def r = new XmlParser().parseText('<r><a>1</a><b><a>2</a></b></r>')
println r.'**'.a.size() + ' ' + r.b.a.text() + ' ' + r.depthFirst().findAll { it instanceof Node && it.name() == 'a' }*.text()
---
def r = new XmlParser().parseText('<p><m><g>x</g><v>1</v></m><m><g>y</g><v>2</v></m></p>')
println r.m.collectEntries { [it.g.text(), it.v.text() as int] }
println r.m.find { it.v.text() == '2' }.g.text()
println r.m.findAll { it.v.text().toInteger() > 0 }.size()
---
def r = new XmlParser().parseText('<r><a/></r>')
r.a[0].@k = 'v'
r.a[0].value = 'text'
r.appendNode('b', 'bb')
r.b[0].appendNode('c', [x: 1])
def w = new StringWriter()
new XmlNodePrinter(new PrintWriter(w)).print(r)
println w
---
def r = new XmlParser().parseText('<r><a/><b/><c/></r>')
r.remove(r.b[0])
r.c[0].replaceNode { d(e: 'f') { g 'h' } }
println r
println r.children()*.name()
---
def n = new Node(null, 'x')
println n.text() + '|' + n.value() + '|' + n.children() + '|' + n.attributes() + '|' + n.parent()
n.value = 'v'
println n.text() + '|' + n.value()
---
def b = NodeBuilder.newInstance()
def t = b.tree { leaf('a'); leaf('b', k: 1); branch { leaf 'c' } }
println t.leaf.size() + ' ' + t.leaf*.text() + ' ' + t.branch.leaf.text() + ' ' + t.leaf[1].@k
println t
