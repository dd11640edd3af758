int i = Integer.MAX_VALUE
i++
println i
println Integer.MAX_VALUE * 2
println Long.MAX_VALUE + 1
println 2147483648
println 2147483647 + 1L
println Integer.MIN_VALUE - 1
println((-Integer.MIN_VALUE))
println Long.MAX_VALUE * 3
println 10 ** 20
println 3G ** 50
println((1..20).inject(1) { a, b -> a * b })
println((1..20).inject(1L) { a, b -> a * b })
println((1..25).inject(1G) { a, b -> a * b })
println((byte) 200)
println((short) 70000)
println((int) 3000000000L)
println((int) 1e20d)
println((long) 1e30d)
println((char) 65)
println 5000000000.intValue()
println 255 as byte
println 0x7fffffff + 0x80000000
println 1 << 31
println 1 << 32
println 1L << 40
