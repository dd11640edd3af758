println([new Random(42).nextInt(100), new Random(42).nextInt(), new Random(7).nextDouble(), new Random(1).nextBoolean()])
println([new Random(5).nextLong(), new Random(5).nextFloat(), new Random(3).nextGaussian()])
def r = new Random(123)
println((1..5).collect { r.nextInt(10) })
byte[] bs = new byte[4]; new Random(9).nextBytes(bs); println bs
def l = [1, 2, 3, 4, 5]; Collections.shuffle(l, new Random(3)); println l
println new Random(2).ints(3, 0, 10).toArray()
println new Random(11).with { [nextInt(16), nextInt(7), nextInt(1)] }
try { new Random().nextInt(0) } catch (e) { println e.message }
