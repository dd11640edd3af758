println 7 / 2
println 7.intdiv(2)
println 7 % 3
println(-7 % 3)
println 2 ** 10
println 2 ** -1
println 2 ** 31
println 2 ** 64
println 2147483647 + 1
println 9223372036854775807 + 1
println 5 / 0.5
println 1 / 3
println 10 / 4
println 10 / 5
println 3 * 1.5
println 1.0f + 2
println 0.1 + 0.2
println 0.1d + 0.2d
println 100 * 1.1
println 5 <=> 3
println 5.plus(3)
println(-5.abs())
println 3.7 as int
println(((int) 3.99))
println(((long) 5))
println 65 as char
println 'A' as char
println((((int) ('A' as char))))
println 1e10d
println 1.0e-5d
println 123456789.123d
println 100.0d
println 1 == 1.0
println 1.equals(1L)
println 3.14.class.simpleName
println((((1 + 1L).class.simpleName)))
println((((1 + 1.0).class.simpleName)))
println((((1 + 1.0d).class.simpleName)))
println((((1 / 2).class.simpleName)))
println 6 & 3
println 6 | 3
println 6 ^ 3
println ~6
println 1 << 5
println(-16 >> 2)
println(-16 >>> 28)
println Integer.MAX_VALUE
println Long.MIN_VALUE
println Math.max(3, 7) + Math.abs(-2)
println Math.round(2.5)
println Math.sqrt(16)
println Integer.parseInt('42') + '3'.toInteger()
println '1.50'.toBigDecimal() + 1
println 10.toString().padLeft(5, '0')
println Integer.toBinaryString(10) + Integer.toHexString(255)
println 5.compareTo(7)
println 2.4d.round()
println 3.14159d.round(2)
println 10.0 / 3
println 1.10 + 2.205
println 1.5 * 1.5
println 1.0 / 8
int i = 5; i++; ++i; i += 2; i *= 3
println i
println i-- + --i
byte b = 10
println b.class.name
short sh = 4
println((sh + b).class.name)
float fl = 1.1
println fl
double db = 1
println db
long lo = 3
println lo.class.name
println 1.0 == 1.00
println 1.0.equals(1.00)
