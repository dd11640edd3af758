println([1, 'two', 3.0, null, true, ['n'], [k: 'v']])
println([a: 'x', b: [1, [c: 2]]])
print 'no newline '
println 'then'
println()
printf('%s %d%n', 'fmt', 5)
println "a".inspect() + [1, 'b'].inspect() + [a: 'c'].inspect()
println 1..3
println 'abc' as char[]
println new int[3]
println([1, 2] as String[])
println new StringBuilder('sb').append(1).append('x').append(null)
println 1.0f
println 1e20
println 1E-7
println 1.0E+3
println 100000000.0d
println 12345678.9d
println 0.00001d
println 1.0d / 3
println((float) (1.0f / 3))
println new Object[0]
println([:])
println([])
println "${[:]}${[]}"
println([null])
println([[[]]])
println 'é ü 漢'
println "tab\there"
println 1 as BigDecimal
println 1.10
println 3.0 * 2
println 5 as Double
println Float.MAX_VALUE > 1
println Double.NaN
println 1.0d / 0
println 10000000L * 10000000L
println '' + 1 + 2
println 1 + 2 + ''
println([1, 2].toString() + [a: 1].toString())
println String.valueOf([a: 1])
def self = [1]; self << self
println self
println true.toString() + null
println 'x' + [1, "g${2}"]
