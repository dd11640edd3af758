println([3.7d.round(), 3.14159d.round(2), 3.7d.trunc(), 3.78d.trunc(1)])
println([2.5f.round(), (-2.5d).round()])
---
println([Math.round(2.5), Math.round(-2.5), Math.round(2.4f), Math.rint(2.5)])
println([Math.floor(-1.1), Math.ceil(1.1)])
---
println([Math.max(1, 2), Math.min(1L, 2), Math.max(1.5d, 2), Math.abs(-5)])
println([Math.abs(-5.5), Math.signum(-3d)])
---
println([Math.sqrt(16), Math.cbrt(27), Math.pow(2, 10), Math.hypot(3, 4)])
println([Math.exp(0), Math.log(1), Math.log10(1000)])
---
println([Math.sin(0), Math.cos(0), Math.tan(0), Math.atan2(1, 1)])
println([Math.toDegrees(Math.PI), Math.toRadians(180), Math.E])
---
println([Math.floorMod(-7, 3), Math.floorDiv(-7, 3), Math.floorMod(7L, -3L)])
---
try { Math.addExact(Integer.MAX_VALUE, 1) } catch (e) { println e.message }
try { Math.multiplyExact(Long.MAX_VALUE, 2L) } catch (e) { println e.message }
