println 010 + ' ' + 0x1F + ' ' + 0b101 + ' ' + 1_000_000
println 5G.class.simpleName + 5L.class.simpleName + 5I.class.simpleName + 5.0.class.simpleName + 5d.class.simpleName + 5f.class.simpleName + 5.0G.class.simpleName
---
println 2147483648.class.simpleName + ' ' + 9223372036854775808.class.simpleName
println 1e3 + ' ' + 1.5e-3 + ' ' + 1E10 + ' ' + 1e3.class.simpleName
---
println 0xFFFFFFFF + ' ' + 0xFFFFFFFF.class.simpleName
---
println 1.0 + ' ' + 1.10 + ' ' + 100.00 + ' ' + 1e-7 + ' ' + 0.0000001d + ' ' + 1e7d + ' ' + 123456789.0d + ' ' + 1.0f
println(-5.abs() + ' ' + -5 .abs())
println(-(-5))
