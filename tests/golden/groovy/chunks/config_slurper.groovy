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
