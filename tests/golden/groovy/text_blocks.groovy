def a = '''\
    one
      two
    three
'''
println a
println a.stripIndent()
println a.stripIndent(2)
def b = """
        |x
        |  y
        z""".stripMargin()
println b
println """a
b\
c"""
println '''quote ' and " inside'''
println """say "hi" ${1 + 1}"""
println 'con' +
    'cat'
println a.readLines().size()
println a.trim().split('\n')*.trim()
println '''no ${interp}'''
println "a\nb".normalize()
println '\\d' + "\\d" + /\d/
println(/multi
slashy ${1 + 1}/)
println($/dollar ${2} $$x/$)
a.eachLine { l, n -> println "$n:$l" }
println 'x' * 0 + '|'
println '    tabs\tand'.stripIndent()
