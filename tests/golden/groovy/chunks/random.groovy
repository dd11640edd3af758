println([new Random(42).nextInt(100), new Random(42).nextInt(), new Random(7).nextDouble(), new Random(1).nextBoolean()])
println([new Random(5).nextLong(), new Random(5).nextFloat(), new Random(3).nextGaussian()])
def r = new Random(123)
println((1..5).collect { r.nextInt(10) })
byte[] bs = new byte[4]; new Random(9).nextBytes(bs); println bs
def l = [1, 2, 3, 4, 5]; Collections.shuffle(l, new Random(3)); println l
println new Random(2).ints(3, 0, 10).toArray()
println new Random(11).with { [nextInt(16), nextInt(7), nextInt(1)] }
try { new Random().nextInt(0) } catch (e) { println e.message }
---
println((1..5).collect { new Random(it).nextInt(1000) })
---
def r = new Random(42)
println([r.nextInt(), r.nextInt(10), r.nextLong(), r.nextBoolean(), r.nextDouble(), r.nextFloat(), r.nextGaussian()])
---
def r = new Random(7L)
println((1..10).collect { r.nextInt(6) + 1 })
r.setSeed(7L)
println r.nextInt(6) + 1
---
def l = ('a'..'h').toList()
Collections.shuffle(l, new Random(99))
println l
println l.sort { new Random(it.hashCode()).nextInt(100) }
---
def b = new byte[10]
new Random(5).nextBytes(b)
println b
---
println new Random(1).nextInt(64) + ' ' + new Random(1).nextInt(1 << 20) + ' ' + new Random(1).nextInt(Integer.MAX_VALUE)
try { new Random(1).nextInt(-5) } catch (e) { println e.class.simpleName + ': ' + e.message }
println new Random().nextInt(5) in 0..4
