int i = Integer.MAX_VALUE
println i + 1
i++
println i
println Integer.MIN_VALUE - 1
println Long.MAX_VALUE + 1
println Integer.MAX_VALUE * 2
println Math.abs(Integer.MIN_VALUE)
println((byte) 200)
println((short) 70000)
println((int) 3000000000L)
println((long) 1e19)
println((int) Double.NaN)
println 2147483647 + 1L
---
println 10 / 3
println 10 / 4
println 1 / 3 * 3
---
println 10.0 / 3
println 1.1 + 2.2
println 1.10 * 2
---
println 0.1 + 0.2
println 0.1d + 0.2d
println 1.0 / 8
---
println 2 / 3 + 1 / 3
println 7.0d % 2.5
println 1e10 * 1e10
---
println 100 / 10
println((100 / 10).class)
---
println([5.intdiv(2), -5.intdiv(2), -5 % 3, 5 % -3, 5.5d % 2])
try { 1 / 0 } catch (e) { println e.message }
---
try { 1.intdiv(0) } catch (e) { println e.message }
try { 1 % 0 } catch (e) { println e.message }
---
println 1.0d / 0
println(-1.0d / 0)
---
println 0.0d / 0
println 1 / 0.0d
---
println([1.5.class.simpleName, (1.5 + 1).class.simpleName, (1.5 + 1d).class.simpleName, (1 + 1L).class.simpleName])
println([(1 + 1G).class.simpleName, (1f + 1f).class.simpleName, (1 + 1f).class.simpleName])
println((1 / 2).class.simpleName + (4 / 2).class.simpleName + (2 ** 3).class.simpleName + (2 ** 70).class.simpleName + (2 ** -1).class.simpleName + (2.0 ** 2).class.simpleName)
byte b = 1; short s = 2
println((b + s).class.simpleName + (b + b).class.simpleName + (-b).class.simpleName)
---
println 3.14159.setScale(2, BigDecimal.ROUND_HALF_UP)
println 2.5.setScale(0, java.math.RoundingMode.HALF_EVEN)
println 1.00.stripTrailingZeros() + ' ' + 100.0.stripTrailingZeros()
---
println new BigDecimal('123.4567').round(new java.math.MathContext(3))
println BigDecimal.valueOf(2.5) + BigDecimal.ONE + BigDecimal.TEN
---
println 1.5.max(2.5) + 1.5.min(0.5) + 2.5.pow(3)
---
def g = 12345678901234567890
println([10G.and(6), 10G.or(5)])
---
println([Integer.parseInt('42'), Integer.valueOf('7'), Integer.parseInt('-12'), Integer.parseInt('1f', 16)])
println([Integer.toBinaryString(10), Integer.toHexString(-1), Integer.toOctalString(8), Integer.toString(255, 16), Long.toHexString(255L)])
---
println([Double.parseDouble('1.5'), Float.parseFloat('2.5'), Double.compare(1d, 2d), Double.isNaN(0d / 0), Double.toString(1.0)])
println([Long.parseLong('123'), Long.valueOf(5), Short.parseShort('3'), Byte.parseByte('4')])
---
println Boolean.parseBoolean('TRUE') && Boolean.valueOf('true')
try { Integer.parseInt('x1') } catch (NumberFormatException e) { println e.message }
---
try { 'abc'.toInteger() } catch (NumberFormatException e) { println e.message }
try { '1.x'.toBigDecimal() } catch (NumberFormatException e) { println e.class.simpleName }
---
println(['42'.toInteger(), '3'.toLong(), '1.5'.toDouble(), '2.5'.toBigDecimal()])
println(['7'.toBigInteger(), '1.5'.toFloat()])
---
println(['12'.isInteger(), '1.2'.isInteger(), '1.2'.isNumber(), 'x'.isNumber()])
println(['1.2'.isBigDecimal(), '1e3'.isDouble(), '5'.isLong(), '1.2'.isFloat()])
---
println([3.7.toInteger(), 3.2.toLong(), 5.toDouble(), 5.toBigDecimal(), 65.toInteger()])
println([3.intValue(), 3.9.intValue(), 3.9d.longValue(), 5.doubleValue()])
---
println([5.floatValue(), 300.byteValue()])
---
println 3.times { it } == null
def l = []; 3.times { l << it }; println l
l = []; 1.upto(4) { l << it }; println l
l = []; 4.downto(2) { l << it }; println l
l = []; 1.step(10, 3) { l << it }; println l
l = []; 1.0.upto(2.5) { l << it }; println l
try { 3.upto(1) { } } catch (e) { println e.class.simpleName + ': ' + e.message }
println([5.power(2), 5.plus(1), 5.minus(1), 5.multiply(2)])
println([5.next(), 5.previous()])
---
println([1000000.0d, 10000000.0d, 0.001d, 0.0001d])
println([1.0E10d, 123456789.123d, 1f / 3, 1d / 3])
---
println([100f, 1e20f])
println([Double.MAX_VALUE, Long.MIN_VALUE, Short.MAX_VALUE, Byte.MIN_VALUE])
---
println([Double.POSITIVE_INFINITY, Float.NaN])
println([1.0E+5, 1.23E-10, 12300000000000000000000.0, 0.000001, 0.0000001])
---
println([0.1f, (0.1f as double), (0.1f + 0.2f), (0.1f == 0.1d), 3.0f * 2])
---
println 1 == 1.0 && 1L == 1 && 1.0 == 1.00 && 'a' as char == 97
println([1.equals(1L), 1.equals(1), 1.0.equals(1.0), (1.0 == 1.0d)])
---
println([5.compareTo(3), 5 .compareTo(5L), 'a'.compareTo('c'), 'a'.compareToIgnoreCase('A')])
println((1 as Long).hashCode() + ' ' + 1.5d.hashCode() + ' ' + true.hashCode() + ' ' + 'abc'.hashCode() + ' ' + [1, 2].hashCode() + ' ' + [a: 1].hashCode() + ' ' + 1.50.hashCode() + ' ' + 'a'.charAt(0).hashCode() + ' ' + 10000000000L.hashCode() + ' ' + 1.5f.hashCode())
---
println([5.toString().padLeft(3, '0'), 5.toString(), 1.0.toString(), 10.toString(16)])
println([5.class, 5.asType(String)])
println([65.asType(char), (char) 66, (67 as char)])
char c = 'a'; c++
println c
c += 1
println c.class.simpleName + c
println(('a' as char) as int)
println(('a' as char) + 1)
println('a'.next() + 'az'.next() + 'z'.next() + 'b'.previous())
println('a' < 'b' && 'B' < 'a')
---
long a = 5; double d = a; float f = 3; BigDecimal bd = 5; BigInteger bi = 7
println([a, d, f, bd.class.simpleName, bi.class.simpleName])
int trunc = 5.9
println trunc
int fromLong = 5000000000L
println fromLong
int fromChar = 'z' as char
println fromChar
try { int bad = 'abc' } catch (e) { println e.message }
try { int bad = null } catch (e) { println e.message }
Integer ok = null
println ok
boolean bb = 0
println bb
String s = 5
println s + 1
