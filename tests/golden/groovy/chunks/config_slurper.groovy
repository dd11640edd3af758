def c = new ConfigSlurper().parse('''
app { name = 'n'; port = 80; nested { deep = [1, 2] } }
top = "t${1 + 1}"
a.b.c = 'dotted'
environments { dev { top = 'devtop' }; prod { top = 'prodtop' } }
''')
println([c.app.name, c.app.port, c.app.nested.deep, c.top, c.a.b.c])
println c
println c.flatten()
println([c.toProperties().size(), c.app.missing, c.app.missing.class.simpleName, (c.zz ? 'T' : 'F'), c.containsKey('app')])
def d = new ConfigSlurper('dev').parse("x = 1\nenvironments { dev { x = 2; y.z = 3 } }")
println d.x + d.y.z
def m = new ConfigSlurper().parse("a { b = 1 }").merge(new ConfigSlurper().parse("a { c = 2 }"))
println m
---
def c = new ConfigSlurper().parse('a = 1; b { c = 2; d { e = [3] } }')
println c.a + c.b.c + c.b.d.e[0]
println c.b
---
def c = new ConfigSlurper().parse("x.y.z = 'deep'\nx.y.w = 'also'")
println c.x.y
println c.x.y.z.size()
---
def c = new ConfigSlurper('prod').parse('url = "dev"\nenvironments { test { url = "t" }\n prod { url = "p"; extra { k = 1 } } }')
println c.url + ' ' + c.extra.k
---
def c = new ConfigSlurper().parse('list = [1, 2]; map = [k: "v"]; cl = { it * 2 }; n = null')
println c.list + ' ' + c.map.k + ' ' + c.cl(4) + ' ' + c.n + ' ' + c.nothing
---
def c = new ConfigSlurper().parse('base = "b"; derived = "${base}/d"; sub { up = base }')
println c.derived + ' ' + c.sub.up
---
def a = new ConfigSlurper().parse('x { p = 1; q = 2 }'), b = new ConfigSlurper().parse('x { q = 3; r = 4 }')
println a.merge(b).x
println a.x.p + a.x.q
---
def c = new ConfigObject()
c.a.b.c = 5
c.d = 'x'
println c + ' ' + c.a.b.c + ' ' + c.size() + ' ' + c.keySet()
println c.isEmpty() + ' ' + new ConfigObject().isEmpty()
