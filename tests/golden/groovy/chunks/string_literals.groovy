def n = 3
println "a${n}b$n c${n + 1}"
println "nested ${"in ${n * 2} ner"} end"
println "${[1, 2].collect { "<$it>" }.join(',')}"
---
def p = [name: [first: 'Ann', last: "O'Hara"]]
println "$p.name.first ${p.name.last} ${p.name.last.size()}"
println "${p.name.last.size()} \$p \${n}"
---
println 'single $n ${n} \$'
println '\t|\\|\'|\"|\u0041|\n|'
println 'octal \101 \7x'.size()
---
println '''three
  'quoted' lines\
 joined
'''
println """g ${1 + 1}
 "quoted" \"""
"""
---
println(/slashy \d+ ${1 + 1} $ end/)
println(/a\/b \\ \n/)
println(/multi
line/.readLines())
---
def name = 'n'
println $/dollar $name ${1 + 1} \x \\ / end/$
---
println 'con' + "cat${1}" + 'x' * 3 - 'x'
println('abc' - 'b' - ~/c/)
println "a" + 1 + 2.5 + null + [1] + 'c'
---
def text = """\
    first
      second
    third""".stripIndent()
println text
println '''|a
  |b'''.stripMargin()
println '''#a
  #b'''.stripMargin('#')
---
def lazy = 1
def g = "now ${lazy} later ${-> lazy} writer ${w -> w << lazy + 100}"
lazy = 2
println g
println g.class.simpleName
println g.values.size() + ' ' + g.strings
---
def g = "x${1}"
println g == 'x1'
println g.equals('x1')
---
def g = "x${1}"
println 'x1' == g
println([(g): 1].get('x1'))
---
println 'abc'[0] + 'abc'[-1] + 'abc'[0..1] + 'abc'[2..0] + 'abcdef'[0, 2, 4]
println 'abc'.getAt(1).class.simpleName
try { 'abc'[5] } catch (e) { println e.class.simpleName }
---
println "${}" + "|"
println "${null}|${''}|${[]}|${[:]}|${true}"
println "${1}" == null
---
def s = 'The quick brown fox'
println s.split()*.capitalize().join('_')
println s.tokenize()*.size()
---
def s = 'The quick brown fox'
println s.toList().findAll { it in ['o', 'u'] }
println s.collectReplacements { it == 'o' ? '0' : null }
