def x = 1
def eager = "v=${x}"
def lazy = "v=${-> x}"
x = 2
println eager + ' ' + lazy
def w = "w=${w -> w << 'written'}"
println w
def list = [1]
def g = "list $list"
list << 2
println g
println "${-> 'a'}${-> 'b'}"
def n = 0
def count = "${-> ++n}"
println "$count $count $count"
String fixed = count
println fixed + fixed
println "a${1}b${2}".values.size()
def m = [k: "g${1}"]
println m.k.class.simpleName
println(["g${1}"].contains('g1'))
println(["g${1}"]*.toString().contains('g1'))
println "${[1, 2].collect { "<$it>" }.join()}"
println "${x > 1 ? "big ${x}" : 'small'}"
