println(('5' as int) + 1)
println(('5' as Long).class)
println '1.5' as double
---
println 3 as String
println 'true' as boolean
println '' as boolean
---
println [1, 2] as Object[]
println([1, 2] as String[])
println([[1, 2], [3, 4]] as int[][])
---
println 65 as char
println(('A' as char) as int)
println 1.9 as int
---
println 1 as boolean
println null as Integer
println([a: 1] as Object)
---
println 1 as BigDecimal
println((1..3) as Set)
println 5 as Object
