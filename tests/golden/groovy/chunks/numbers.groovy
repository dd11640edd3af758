println 7.intdiv(2) + ' ' + (-7).intdiv(2) + ' ' + 7 / 2 + ' ' + (7 / 2).class.name
---
println 2 ** 10
---
println((2 ** 10).class)
---
println((2 ** 31).class)
---
println((2 ** 64).class)
---
println((2 ** -1).class)
---
println 2 ** -1
---
println 2.5 ** 2
println((2.5 ** 2).class)
println 2.0d ** 0.5
---
println 4 ** 0.5
---
println 1 / 3
println 10 / 4
println 10.0 / 3
---
println 1.0 / 8
println 100 / 7.0
println 22 / 7 * 7
---
println Integer.MAX_VALUE + 1
println Long.MAX_VALUE + 1
println Integer.MIN_VALUE - 1
---
println Integer.MAX_VALUE * 2
---
println 5 % 3
println(-5 % 3)
println 5.5 % 2
---
println 5 % -3
---
println 'a' as char
println((char) 'a' + 1)
println(('a' as char) + ('b' as char))
---
println((char) 97)
println('b' as char as int)
---
char c = 'x'
c++
println c
println c.class
println c + 1
println((char) (c + 1))
---
byte b = (byte) 200
println b
short s = (short) 70000
println s
println((int) 3.99)
println((int) -3.99)
println((long) 1e12)
println((int) 3000000000L)
---
println 1.0 == 1
println 1.0.equals(1)
println 1L == 1
---
println 1L.equals(1)
println 1.0G == 1.00G
---
println 0.1 + 0.2
println 0.1d + 0.2d
println 0.1f + 0.2f
---
println 1.10 + 2.2
println 1.1f + 1.1
---
println 1e3
println 1e3d
println 1.0e-10
---
println 1e10d
println 123456789.0d
println 1.0E-5d
---
println 100f
println 1e7d
println 0.001d
---
println 10G ** 20
println 10g.class
println 1.5G.class
---
println 5I.class
println 5d.class
println 5f.class
---
println 0x1F
println 0b101
println 017
---
println 1_000_000
println 0xFFFFFFFF
println 0x7fffffffffffffff
---
println 5 <=> 3
println 'a' <=> 'b'
println null <=> 1
---
println 1 <=> null
println 1.0 <=> 1
---
println 5 & 3
println 5 | 3
println 5 ^ 3
---
println ~5
println 1 << 33
println 1L << 33
---
println(-8 >> 1)
println(-8 >>> 28)
---
println 2.5d.round()
---
println 3.7d.trunc()
---
println 3.78d.trunc(1)
---
println 3.2.toInteger()
---
println Math.abs(-3)
---
println Math.pow(2, 3)
---
println Math.sqrt(16)
---
println Math.round(2.5d)
---
println Math.floor(2.7d)
---
println Math.ceil(2.1d)
---
println 10.toString(2)
---
println Integer.toBinaryString(10)
---
println Integer.toHexString(255)
---
println Long.toHexString(-1L)
---
println Integer.toOctalString(8)
---
println Integer.parseInt('ff', 16)
---
println '12'.toInteger() + 1
println '12.5'.toBigDecimal() + 1
println '1.5'.toDouble()
---
println '99'.toLong().class
println ' 42 '.toInteger()
---
println 'abc'.isNumber()
println '12.5'.isNumber()
println '12'.isInteger()
---
println '12L'.isLong()
println '1e5'.isDouble()
println '1.2'.isBigDecimal()
---
try { 'abc'.toInteger() } catch (e) { println e }
---
try { Integer.parseInt('') } catch (e) { println e }
---
try { Integer.parseInt(null) } catch (e) { println e }
---
try { Long.parseLong('12x') } catch (e) { println e }
---
try { Double.parseDouble('x') } catch (e) { println e }
---
try { new BigDecimal('x') } catch (e) { println e.class }
---
try { '1.5x'.toBigDecimal() } catch (e) { println e.class }
---
try { 1 / 0 } catch (e) { println e }
try { 1.intdiv(0) } catch (e) { println e }
try { 1 % 0 } catch (e) { println e }
println 1d / 0
println(-1d / 0)
println 0d / 0
try { 1.0 / 0 } catch (e) { println e }
---
int x = 5
x /= 2
println x
x *= 2.5
println x
x **= 2
println x
---
def x = 5
x /= 2
println x
x -= 1
println x
x %= 1
println x
x <<= 1
---
int i = 'a' as char
println i
try { int j = 'abc' } catch (e) { println e.message }
try { Integer k = 'abc' } catch (e) { println e.message }
try { def l = 'abc' as int } catch (e) { println e }
---
println 5.times { print it }; 1.upto(3) { print it }; 3.downto(1) { print it }; 1.step(10, 3) { print it }; println()
---
println 10.0.setScale(3)
println 10.456.setScale(2, BigDecimal.ROUND_HALF_UP)
println 10.0.stripTrailingZeros()
---
println 1e5.toPlainString()
println 10.50.scale()
println 10.50.precision()
---
println 1.0 + 1
println 1.5 * 2
println 1.25 * 1.25
---
println 5.0 - 5
println((1.5 * 2).class)
println 2 * 1.50
---
println 12345.6789.toInteger()
println 1234567.891.toString()
println 1e20.toString()
---
println 1e20d.toString()
println 12e-8
println 0.00000012
---
println((1..10).sum() / 3)
---
println Integer.valueOf(5).equals(5)
println 5.compareTo(3)
println 5.hashCode()
---
println 5L.hashCode()
println 1.5d.hashCode()
println true.hashCode()
---
println 'ab'.hashCode()
println 3.0.hashCode()
println (('a' as char).hashCode())
---
println 5.power(2)
---
println 5.plus(2)
---
println 5.minus(2)
---
println 5.multiply(2)
---
println 5.div(2)
---
println 5.mod(2)
---
println 5.next()
---
println 5.previous()
---
println 5.or(2)
---
println 5.and(4)
---
println 5.xor(1)
---
println 5.bitwiseNegate()
---
println 1.leftShift(3)
---
println 8.rightShift(1)
---
println new BigDecimal('1.10').equals(new BigDecimal('1.1'))
println new BigDecimal('1.10') == new BigDecimal('1.1')
println new BigInteger('123') + 1
---
println new BigDecimal(0.1d)
println new BigDecimal(12)
println BigDecimal.valueOf(1.5d)
---
println BigInteger.valueOf(5)
---
println 5.isCase(5)
println Integer.isInstance(5)
println 5 instanceof Number
---
println 5.0 instanceof BigDecimal
println 5 in [1, 5]
println 5 in 1..10
---
println 5 in Integer
---
println Integer.MAX_VALUE
---
println Integer.MIN_VALUE
---
println Long.MAX_VALUE
---
println Double.MAX_VALUE
---
println Byte.MAX_VALUE
---
println Short.MIN_VALUE
---
println Character.MAX_VALUE as int
---
println 3.14.intValue()
println 3.99d.longValue()
println 5.doubleValue()
---
println 5.floatValue()
println 300.byteValue()
println 5.toBigDecimal()
---
println 5.toBigInteger().class
println 5.toDouble()
println 5.toFloat()
---
println 5.toLong()
---
println 1 ? 'y' : 'n'
println 0 ? 'y' : 'n'
println 0.0 ? 'y' : 'n'
---
println 0.1 ? 'y' : 'n'
println(-1 ? 'y' : 'n')
println Double.NaN ? 'y' : 'n'
---
println 1 + 'a'
println 'a' + 1
println 1.5 + 'x'
---
println null + 'a'
println 'a' + null
println true.toString() + 1
---
println 255.toHexString()
---
println Long.parseLong('123') + 1L
---
println Long.valueOf(3).class
---
println Integer.valueOf('77')
---
println Boolean.parseBoolean('TRUE')
---
println Boolean.valueOf('x')
---
println Double.valueOf('1.50')
---
println Integer.decode('0x10')
---
println Character.isDigit('5' as char)
---
println Character.getNumericValue('7' as char)
---
println Character.isLetter('a' as char)
---
println Character.toUpperCase('a' as char)
---
println Integer.bitCount(255)
println Integer.reverse(1)
println Integer.signum(-5)
---
println Integer.compare(1, 2)
println Long.compare(2L, 1L)
println Integer.toString(255, 16)
---
println Integer.sum(1,2)
println Double.compare(1d, 2d)
println Double.isNaN(0d/0)
---
def i = 5; println i++ + ++i; println i; println i-- - --i; println i
---
println(-3.abs())
println((-3).abs())
println(+3)
---
println(- -3)
println(-2 ** 2)
