println 1.0 / 3
println 2.0 / 3
println 1 / 7
println 22 / 7
println 1.00 / 3.000
println 100 / 3.0
println 1.10 * 1.10
println 1.1 - 1.1
println 0.00
println 1e-10
println 1.0e10
println 123456789.123456789 * 1000
println 5.5.setScale(0, BigDecimal.ROUND_HALF_UP)
println 2.345.setScale(2, java.math.RoundingMode.HALF_EVEN)
println 1.50.stripTrailingZeros()
println 100.0.stripTrailingZeros().toPlainString()
println 3.7.intValue() + 3.2.toInteger()
println 1.5.toString() + 1.50.scale() + 12.345.precision()
println new BigDecimal('1.23') + new BigDecimal(2)
println 10.0.compareTo(10.00)
println 10.0 == 10.00
println(-1.5.abs())
println 1.0G
println 2.0 ** 3
println 0.1 + 0.2 == 0.3
println 1.1f + 1.1
println 1.1d + 1.1
println(((1.1 + 1).class.name))
