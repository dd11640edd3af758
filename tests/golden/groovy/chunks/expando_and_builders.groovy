def o = new ObservableList([1, 2])
println o.size()
def om = new ObservableMap([a: 1])
println om.a
---
def b = new NodeBuilder()
def n = b.html { head { title('T') }; body(bg: 'x') { p('one'); p('two') } }
println([n.body.p*.text(), n.body.@bg, n.head.title.text(), n.name()])
println n
