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
