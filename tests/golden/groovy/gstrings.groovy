def name = 'World'
def n = 3
println "Hello $name, ${n * 2} ${name.toUpperCase()}!"
println "nested ${"inner ${n}"}"
println "prop $name.empty ${name.size()}".replace('5', 'five')
def lazy = "now ${-> n}"
n = 10
println lazy
def m = [key: 'value', list: [1, 2]]
println "$m.key and ${m.list[1]} and $m.list"
println "a${1}" == 'a1'
println 'a1' == "a${1}"
println "a${1}".equals('a1')
println(['a1': 1]["a${1}"])
println(["a${1}": 1].get('a1'))
println "x${null}y${[1, 'b']}${[a: 1]}"
def g = "${1}-${2}"
println g.values
println g.strings as List
println g.class.simpleName
println((g + 'x').class.simpleName)
println(('x' + g).class.simpleName)
println """multi
  ${name}
line"""
println "dollar \$ ${'$'} \${x}"
println "${}|"
String s = "q${1}"
println s.class.name
